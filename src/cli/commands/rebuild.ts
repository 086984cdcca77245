import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { InstanceStatus, RebuildView } from '../../operations/operations.views.js';
import type { ApiClient } from '../ledger/api-client.js';
import { isWithoutLog, settings } from '../ledger/settings.js';
import { RebuildFailedError, UnreachableError, withoutStop } from '../errors.js';
import { rebuildDisplay } from '../terminal/rebuild-progress-display.js';
import { type GlobalOptions, globalsOf, type Session, withKeyHint } from '../ledger/session.js';
import { type CommandContext, examples } from '../command-definition.js';

const ASK_EVERY_MS = 250;

/** How it went, and what becomes of the read model. */
interface Rebuilt {
  readonly last: RebuildView;
  readonly then: string;
}

/** Told how far it is. */
type Telling = (rebuild: RebuildView) => void;

export function defineRebuild(command: Command, { session }: CommandContext): void {
  command
    .addHelpText('after', examples('claim-ledger rebuild'))
    .action((_options, self: Command) => rebuild(session, globalsOf(self)));
}

/**
 * Makes the read model anew: through the server that serves one of the same schema and policy from it; else in its own
 * file beside whatever runs, for the next server that starts.
 */
async function rebuild(session: Session, options: GlobalOptions): Promise<void> {
  const { output } = session;
  const display = options.json ? undefined : rebuildDisplay(process.stderr);
  let told: string | undefined;
  const tell: Telling = (rebuild) => {
    display?.progress(rebuild);
    const line = JSON.stringify(rebuild);
    if (options.json && line !== told) output.json(rebuild);
    told = line;
  };
  let rebuilt: Rebuilt;
  try {
    rebuilt = (await throughServer(session, options, tell)) ?? (await beside(session, options.data, tell));
  } finally {
    display?.end();
  }
  const { generation, events } = rebuilt.last;
  if (!options.json) output.line(`Read model ${generation} holds ${events} events. ${rebuilt.then}`);
}

/** Undefined if there is no server, or it serves another kind of read model. */
async function throughServer(session: Session, options: GlobalOptions, tell: Telling): Promise<Rebuilt | undefined> {
  if (options.url !== undefined) {
    return session.withLedger(options, { create: false }, ({ client }) => askFor(client, tell));
  }
  const owner = await session.owner(options);
  if (!owner || !(await servesTheSame(owner.client))) return undefined;
  return askFor(owner.client, tell).catch((error: unknown) => {
    throw withKeyHint(error, options);
  });
}

async function servesTheSame(client: ApiClient): Promise<boolean> {
  const { OWN_READ_MODEL: own } = await import('../ledger/rebuild-offline.js');
  // An older release may not say.
  const { readModel } = await client.get<Partial<InstanceStatus>>('/v1/status');
  return readModel?.schemaVersion === own.schemaVersion && readModel.policy === own.policy;
}

async function askFor(client: ApiClient, tell: Telling): Promise<Rebuilt> {
  let { rebuild } = await client.post<InstanceStatus>('/v1/read-model/rebuild', {});
  const asked = rebuild?.generation;
  for (;;) {
    if (rebuild) tell(rebuild);
    if (rebuild?.state === 'failed')
      throw new RebuildFailedError(`It failed: ${withoutStop(rebuild.failure ?? 'unknown why')}.`);
    if (rebuild?.state === 'done') return { last: rebuild, then: 'The server reads from it now.' };
    await pause(ASK_EVERY_MS, undefined, { signal: client.signal });
    ({ rebuild } = await client.get<InstanceStatus>('/v1/status'));
    if (rebuild?.generation !== asked) throw new UnreachableError(`${client.url} was started anew: ask again.`);
  }
}

async function beside(session: Session, data: string, tell: Telling): Promise<Rebuilt> {
  const config = settings(data);
  if (isWithoutLog(config)) throw new UnreachableError(`There is no ledger in ${data}.`);
  const { rebuildOffline: rebuildBeside } = await import('../ledger/rebuild-offline.js');
  const last = await rebuildBeside(config, session.signal, tell);
  return { last, then: 'A server of this release reads from it when it starts.' };
}
