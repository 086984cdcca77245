import type { Scenario } from './scenario.js';

type ScenarioParts = { readonly [Part in keyof Scenario]?: Scenario[Part] | undefined };

/** The parts of a scenario besides its moment, in words; undefined if it has none. */
export function scenarioInWords({ validAt, policy, without = [], only = [] }: ScenarioParts): string | undefined {
  const parts = [
    ...(validAt === undefined ? [] : [`by what had happened until ${validAt}`]),
    ...(policy === undefined ? [] : [`by the policy ${policy}`]),
    ...(without.length > 0 ? [`without ${without.join(', ')}`] : []),
    ...(only.length > 0 ? [`with acts of ${only.join(', ')} only`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}
