import type { DefineCommand } from '../command-definition.js';
import { defineClaimCommand } from '../show/claim-command.js';
import { fetchStory } from '../show/fetch-story.js';
import { storyReport } from '../show/story-report.js';

export const defineStory: DefineCommand = (command, context) => {
  defineClaimCommand(command, context, {
    recorded: 'print the exact time at which each change was recorded, and by whom',
    examples: ['claim-ledger story nato-discusses-territory-for-membership'],
    json: fetchStory,
    text: async (client, claim, printing) => storyReport(await fetchStory(client, claim), printing),
  });
};
