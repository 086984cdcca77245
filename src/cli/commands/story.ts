import type { Command } from 'commander';
import { asOfOption } from '../as-of-option.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { inOptions } from '../option-names.js';
import { fetchStory } from '../show/fetch-story.js';
import { storyReport } from '../show/story-report.js';

interface StoryOptions extends GlobalOptions {
  readonly asOf?: string;
  readonly recorded?: boolean;
}

export function defineStory(command: Command, { session }: CommandContext): void {
  command
    .argument('<claim>', 'the id or the text of a claim')
    .option('--recorded', 'also print when each change was recorded, and by whom')
    .addOption(asOfOption())
    .addHelpText('after', examples('claim-ledger story nato-discusses-territory-for-membership'))
    .action((claim: string, options: OwnOptions<StoryOptions>, self: Command) =>
      inOptions({}, () => printStory(session, claim, { ...options, ...globalsOf(self) })),
    );
}

async function printStory(session: Session, name: string, options: StoryOptions): Promise<void> {
  const printing = session.printing(options.recorded);
  const text = await session.withLedger(options, { create: false }, async ({ client }) => {
    const { id } = await findClaim(client, name);
    const story = await fetchStory(client.asOf(options.asOf), id);
    if (!options.json) return storyReport(story, printing);
    session.output.json(story);
    return '';
  });
  await session.print(text, options);
}
