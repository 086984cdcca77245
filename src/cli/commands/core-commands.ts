import type { ClaimFilter, ClaimSummary, ClaimView } from '../../claims/queries/views.js';
import { claimTable } from '../terminal/claim-table.js';
import { settings } from '../ledger/settings.js';
import { UsageError } from '../errors.js';
import { importAll, seedSources, type Source, sourcesOf } from '../import/import.js';
import { isWell, type LedgerStatus, statusLines } from './status-report.js';
import { serve } from './serve.js';
import type { GlobalOptions, Session } from '../ledger/session.js';
import { fetchClaimReport, wholeHistory } from '../show/fetch-claim-report.js';
import { formatClaimReport } from '../show/claim-report.js';

/** Each answers whether all is well; false ends the program like a refusal. */
type Outcome = Promise<boolean>;

export interface ServeOptions extends GlobalOptions {
  readonly seed?: boolean;
  readonly host?: string;
  readonly port?: number;
}

export async function serveCommand(session: Session, options: ServeOptions): Outcome {
  const { data, host, port, seed = false } = options;
  const config = { ...settings(data), ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
  await serve(config, seed, session.output, session.signal);
  return true;
}

export interface ImportCommandOptions extends GlobalOptions {
  readonly fromLine?: number;
}

export async function importCommand(
  session: Session,
  files: readonly string[],
  options: ImportCommandOptions,
): Outcome {
  if (options.fromLine !== undefined && files.length > 1) throw new UsageError('--from-line is about one file.');
  return importSources(session, await sourcesOf(files), options);
}

export async function seedCommand(session: Session, options: GlobalOptions): Outcome {
  return importSources(session, await seedSources(), options);
}

function importSources(session: Session, sources: readonly Source[], options: ImportCommandOptions): Outcome {
  return session.withLedger(options, { create: true }, ({ client }) =>
    importAll(client, sources, session.output, options),
  );
}

export interface ShowOptions extends GlobalOptions {
  readonly recorded?: boolean;
}

export async function showCommand(session: Session, claim: string, options: ShowOptions): Outcome {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    if (options.json) {
      const view = await client.get<ClaimView>(`/v1/claims/${encodeURIComponent(claim)}`);
      session.output.json({ claim: view, history: await wholeHistory(client, claim) });
    } else {
      session.output.write(
        formatClaimReport(await fetchClaimReport(client, claim), session.printing(options.recorded ?? false)),
      );
    }
  });
  return true;
}

/** The filters as the API takes them, but for `search`, its `q`. */
export interface ListOptions extends GlobalOptions, Omit<ClaimFilter, 'asOf' | 'q' | 'sort'> {
  readonly search?: string;
  readonly limit: number;
}

export async function listCommand(session: Session, options: ListOptions): Outcome {
  const { status, kind, narrative, actor, about, topic, search: q, limit, json } = options;
  const filter = { status, kind, narrative, actor, about, topic, q };
  const { output } = session;
  const more = await session.withLedger(options, { create: false }, async ({ client }) => {
    const claims: ClaimSummary[] = [];
    let next: string | undefined;
    for await (const page of client.pages<ClaimSummary>('/v1/claims', filter, limit)) {
      next = page.next;
      if (json) for (const claim of page.items) output.json(claim);
      else claims.push(...page.items);
      if (output.isClosed) break;
    }
    const printing = session.printing(false);
    output.write(claimTable(claims, { ...printing, width: process.stdout.isTTY ? printing.width : Infinity }));
    return next !== undefined;
  });
  if (more && !output.isClosed) process.stderr.write(`There are more than ${limit}: --limit shows more of them.\n`);
  return true;
}

export async function statusCommand(session: Session, options: GlobalOptions): Outcome {
  return session.withLedger(options, { create: false }, async ({ client, ledger }) => {
    const status = await client.get<LedgerStatus>('/v1/status');
    if (options.json) session.output.json(status);
    else for (const line of statusLines(ledger, status)) session.output.line(line);
    return isWell(status);
  });
}
