import { type Command, Option } from 'commander';
import { asOfOption } from './as-of-option.js';
import { collect } from './command-definition.js';
import type { Scenario } from './ledger/api-client.js';

/** The options of a scenario, as the API names its parameters. */
export interface ScenarioOptions {
  readonly asOf?: string;
  readonly validAt?: string;
  readonly policy?: string;
  readonly without?: readonly string[];
  readonly only?: readonly string[];
}

export const SCENARIO_OPTIONS: (keyof ScenarioOptions)[] = ['asOf', 'validAt', 'policy', 'without', 'only'];

export const addScenarioOptions = (command: Command): Command => addConditions(command.addOption(asOfOption()));

/** The parts of a scenario besides its moment. */
export const addConditions = (command: Command): Command =>
  command
    .option('--valid-at <time>', 'what had happened in the world by then: a day, or an instant')
    .option('--policy <policy>', 'evaluate by this policy, such as strict/1; "claim-ledger policies" lists them')
    .addOption(
      new Option(
        '--without <item>',
        'leave out actor:<id>, publisher:<id>, document:<id>, entry:<claim>/<entry> or type:<type>; repeatable',
      ).argParser(collect),
    )
    .addOption(
      new Option('--only <type>', 'leave only acts of this type, such as type:ClaimReported; repeatable').argParser(
        collect,
      ),
    );

export const scenarioIn = ({ asOf, validAt, policy, without, only }: ScenarioOptions): Scenario => ({
  asOf,
  validAt,
  policy,
  without,
  only,
});
