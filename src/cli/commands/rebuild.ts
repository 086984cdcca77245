import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { InstanceStatus, RebuildView } from '../../operations/operations.views.js';
import type { ApiClient } from '../ledger/api-client.js';
import { isWithoutLog, settings } from '../ledger/settings.js';
import { RebuildFailedError, UnreachableError } from '../errors.js';
import { noLedgerIn } from '../ledger/data-folder.js';
import { withoutStop } from '../system-errors.js';
import { formatEventCount } from '../terminal/progress.js';
import { rebuildDisplay } from '../terminal/rebuild-progress-display.js';
import { explainAccess } from '../ledger/access-help.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { type CommandContext, examples } from '../command-definition.js';

const ASK_EVERY_MS = 250;

/** The result, and what happens to the read model next. */
interface Rebuilt {
  readonly last: RebuildView;
  readonly then: string;
}

/** Receives the progress. */
type OnProgress = (rebuild: RebuildView) => void;

export function defineRebuild(command: Command, { session }: CommandContext): void {
  command
    .addHelpText('after', examples('claim-ledger rebuild'))
    .action((_options, self: Command) => rebuild(session, globalsOf(self)));
}

/**
 * Rebuilds the read model: through the server, if that reads one of the same schema and policy; otherwise in a separate
 * file, for the next server that starts.
 */
async function rebuild(session: Session, options: GlobalOptions): Promise<void> {
  const { output } = session;
  const display = options.json ? undefined : rebuildDisplay(process.stderr);
  let printed: string | undefined;
  const onProgress: OnProgress = (rebuild) => {
    display?.progress(rebuild);
    const line = JSON.stringify(rebuild);
    if (options.json && line !== printed) output.json(rebuild);
    printed = line;
  };
  let rebuilt: Rebuilt;
  try {
    rebuilt = (await throughServer(session, options, onProgress)) ?? (await offline(session, options.data, onProgress));
  } finally {
    display?.end();
  }
  const { generation, events } = rebuilt.last;
  if (!options.json) output.line(`Read model ${generation} holds ${formatEventCount(events)}. ${rebuilt.then}`);
}

/** Undefined if there is no server, or it reads another kind of read model. */
async function throughServer(
  session: Session,
  options: GlobalOptions,
  onProgress: OnProgress,
): Promise<Rebuilt | undefined> {
  if (options.url !== undefined) {
    return session.withLedger(options, { create: false }, ({ client }) => request(client, onProgress));
  }
  const owner = await session.owner(options);
  if (!owner || !(await servesTheSame(owner.client, options.data))) return undefined;
  return request(owner.client, onProgress).catch((error: unknown) => {
    throw explainAccess(error, options);
  });
}

async function servesTheSame(client: ApiClient, data: string): Promise<boolean> {
  const { ownReadModel } = await import('../ledger/rebuild-offline.js');
  const own = ownReadModel(settings(data));
  // Older releases don't report it.
  const { readModel } = await client.get<Partial<InstanceStatus>>('/v1/status');
  return readModel?.schemaVersion === own.schemaVersion && readModel.policy === own.policy;
}

async function request(client: ApiClient, onProgress: OnProgress): Promise<Rebuilt> {
  let { rebuild } = await client.post<InstanceStatus>('/v1/read-model/rebuild', {});
  const requested = rebuild?.generation;
  for (;;) {
    if (rebuild) onProgress(rebuild);
    if (rebuild?.state === 'failed') {
      throw new RebuildFailedError(
        `The rebuild failed: ${withoutStop(rebuild.failure ?? 'the server gives no reason')}.`,
      );
    }
    if (rebuild?.state === 'done') return { last: rebuild, then: 'The server reads from it now.' };
    await pause(ASK_EVERY_MS, undefined, { signal: client.signal });
    ({ rebuild } = await client.get<InstanceStatus>('/v1/status'));
    if (rebuild?.generation !== requested) {
      throw new UnreachableError(`The server at ${client.url} restarted during the rebuild. Run the command again.`);
    }
  }
}

async function offline(session: Session, data: string, onProgress: OnProgress): Promise<Rebuilt> {
  const config = settings(data);
  if (isWithoutLog(config)) throw noLedgerIn(data);
  const { rebuildOffline } = await import('../ledger/rebuild-offline.js');
  const last = await rebuildOffline(config, session.signal, onProgress);
  return { last, then: 'A server of this release reads from it when it starts.' };
}
