import type { Command } from 'commander';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { fetchStory } from '../show/fetch-story.js';
import { storyReport } from '../show/story-report.js';

interface StoryOptions extends GlobalOptions {
  readonly recorded?: boolean;
}

export function defineStory(command: Command, { session }: CommandContext): void {
  command
    .argument('<claim>', 'the id or the text of a claim')
    .option('--recorded', 'also print when each change was recorded, and by whom')
    .addHelpText('after', examples('claim-ledger story nato-discusses-territory-for-membership'))
    .action((claim: string, options: OwnOptions<StoryOptions>, self: Command) =>
      printStory(session, claim, { ...options, ...globalsOf(self) }),
    );
}

async function printStory(session: Session, name: string, options: StoryOptions): Promise<void> {
  const printing = session.printing(options.recorded);
  const text = await session.withLedger(options, { create: false }, async ({ client }) => {
    const { id } = await findClaim(client, name);
    const story = await fetchStory(client, id);
    if (!options.json) return storyReport(story, printing);
    session.output.json(story);
    return '';
  });
  await session.print(text, options);
}
