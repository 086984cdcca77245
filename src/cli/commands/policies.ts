import { Argument, type Command } from 'commander';
import type { PolicyView } from '../../policies/policy.views.js';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';
import { UsageError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { policyReport, policyTable } from '../terminal/policy-report.js';

const POLICIES_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'define',
    summary: 'define a version of a policy of your own',
    load: async () => (await import('./policies-define.js')).definePoliciesDefine,
  },
];

export function definePolicies(command: Command, context: CommandContext): void {
  const { session } = context;
  addCommands(command, POLICIES_COMMANDS, context);
  command
    .addArgument(new Argument('[policy]', 'print the rules and parameters of this one, such as strict/1'))
    .addHelpText(
      'after',
      examples(
        'claim-ledger policies',
        'claim-ledger policies strict/1',
        'claim-ledger policies define desk/1 --independent-origins 3',
      ),
    )
    .action((name: string | undefined, _options, self: Command) => printPolicies(session, name, globalsOf(self)));
}

async function printPolicies(session: Session, name: string | undefined, options: GlobalOptions): Promise<void> {
  const policies = await session.withLedger(options, { create: false }, async ({ client }) => {
    return (await client.get<{ items: readonly PolicyView[] }>('/v1/policies')).items;
  });
  const { output } = session;
  if (name === undefined) {
    if (options.json) for (const policy of policies) output.json(policy);
    else output.write(policyTable(policies, session.printing(false)));
    return;
  }
  const policy = policies.find((each) => each.name === name);
  if (policy === undefined) {
    const known = policies.map((each) => each.name).join(', ');
    throw new UsageError(`There is no policy "${name}". Known: ${known}.`);
  }
  if (options.json) output.json(policy);
  else await session.print(policyReport(policy, session.printing()), options);
}
