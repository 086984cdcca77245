import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { DefineCommand, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

/** A way out of the ledger or into it: webhooks send, integrations receive. Both are paused and deleted the same way. */
export interface Channel {
  /** Where the API has them. */
  readonly route: string;
  /** With its article, for help. */
  readonly noun: string;
  /** What is printed of one that is resumed, and of one that was not paused. */
  readonly resumed: string;
  readonly wasActive: string;
}

interface PauseOptions extends GlobalOptions {
  readonly reason?: string;
}

export const pausing =
  (channel: Channel): DefineCommand =>
  (command, { session }) => {
    idOf(channel, command)
      .option('--reason <text>', 'why it is paused')
      .action(async (id: string, { reason }: OwnOptions<PauseOptions>, self: Command) => {
        const recorded = await record(session, globalsOf(self), `${pathOf(channel, id)}/pause`, { reason });
        recorded(`${id} is paused.`, `${id} was paused already.`);
      });
  };

export const resuming =
  (channel: Channel): DefineCommand =>
  (command, { session }) => {
    idOf(channel, command).action(async (id: string, _options, self: Command) => {
      const recorded = await record(session, globalsOf(self), `${pathOf(channel, id)}/resume`, {});
      recorded(`${id} ${channel.resumed}`, `${id} ${channel.wasActive}`);
    });
  };

export const deleting =
  (channel: Channel): DefineCommand =>
  (command, { session }) => {
    idOf(channel, command).action(async (id: string, _options, self: Command) => {
      const options = globalsOf(self);
      await session.withLedger(options, { create: false }, ({ client }) => client.delete(pathOf(channel, id)));
      if (options.json) session.output.json({ id });
      else session.output.line(`${id} was removed. Its id is not used again.`);
    });
  };

const idOf = ({ noun }: Channel, command: Command): Command => command.argument('<id>', `the id of ${noun}`);

const pathOf = ({ route }: Channel, id: string): string => `${route}/${encodeURIComponent(id)}`;

/** Returns what prints the answer: the first text if something was recorded, otherwise the second. */
async function record(
  session: Session,
  options: GlobalOptions,
  path: string,
  body: object,
): Promise<(changed: string, unchanged: string) => void> {
  const answer = await session.withLedger(options, { create: false }, ({ client }) =>
    client.post<WriteResult>(path, body),
  );
  return (changed, unchanged) => {
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? changed : unchanged);
  };
}
