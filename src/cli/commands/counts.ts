import type { Command } from 'commander';
import type { ClaimCounts } from '../../claims/queries/views.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { addClaimFilters, type ClaimFilterOptions, claimFilters } from '../lists/claim-filters.js';
import { CSV_TYPE, csvOption } from '../lists/print-list.js';
import { inScenario, scenarioAsked } from '../replay/finished-replay.js';
import { inOptions } from '../option-names.js';
import { countTable } from '../terminal/count-table.js';
import { scenarioHeading } from '../terminal/scenario-heading.js';

const PATH = '/v1/claim-counts';

interface CountOptions extends GlobalOptions, ClaimFilterOptions {
  readonly csv?: boolean;
}

export function defineCounts(command: Command, { session }: CommandContext): void {
  addClaimFilters(command)
    .addOption(csvOption())
    .addHelpText('after', examples('claim-ledger counts --policy strict/1', 'claim-ledger counts --actor TASS --csv'))
    .action((options: OwnOptions<CountOptions>, self: Command) =>
      inOptions({ q: '--search' }, () => showCounts(session, { ...options, ...globalsOf(self) })),
    );
}

/** Throws an `UnknownNameError` for a narrative or an actor that doesn't exist. */
function showCounts(session: Session, options: CountOptions): Promise<void> {
  return session.withLedger(options, { create: false }, async ({ client }) => {
    const { query } = await claimFilters(client, options);
    await inScenario(client, options, async (parameters) => {
      const all = { ...query, ...parameters };
      if (options.csv === true) return session.output.copy(client.stream(PATH, all, CSV_TYPE));
      const counts = await client.get<ClaimCounts>(PATH, all);
      if (options.json) {
        session.output.json(counts);
        return;
      }
      const printing = session.printing();
      const heading = scenarioHeading(await scenarioAsked(client, options), printing);
      session.output.write(heading + countTable(counts, printing.colors));
    });
  });
}
