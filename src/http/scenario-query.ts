import { EXCLUSION, MAX_EXCLUSIONS, type Scenario } from '../domain/scenario.js';
import { DayOrInstant, Describe, Digits, Optional, Repeatable, Slug, Text } from '../validation/field-decorators.js';
import { AsOfQuery, pastInstant } from './as-of.js';

const WITHOUT_FORM =
  'actor:<id>, publisher:<id>, document:<id>, entry:<claim>/<entry> or type:<type>, such as actor:tass; ids are in lower case';

/** The parameter of reads that answer by a replay. */
export const Replay = (): PropertyDecorator => (target, property) => {
  Describe('As a finished replay found: its id. It cannot be combined with other parts of a scenario.')(
    target,
    property,
  );
  Optional()(target, property);
  Slug()(target, property);
};

@Describe('A scenario: what was known, what had happened, by which policy, and without what.')
export class ScenarioDto extends AsOfQuery {
  @Describe(
    'What had happened in the world by then: an instant, or a day, which means its end in UTC, or now if that is earlier. Entries that may have happened later decide nothing. Default: by the moment of the answer.',
  )
  @Optional()
  @DayOrInstant()
  validAt?: string;
  @Describe(
    "The policy by which claims are evaluated, and its version, such as `standard/1`. Default: the ledger's own.",
  )
  @Optional()
  @Text(80)
  policy?: string;
  @Describe(
    'Leaves out entries, which count as if they were voided, and citations of what is left out lead nowhere: `actor:<id>` those that the actor made, or that were made on its behalf; `publisher:<id>` those known only from its documents; `document:<id>` those known only from this one; `entry:<claim>/<entry>` one; `type:<type>` those of this type. Repeatable.',
  )
  @Optional()
  @Repeatable(EXCLUSION, MAX_EXCLUSIONS, WITHOUT_FORM)
  without?: string | readonly string[];
  @Describe('Leaves only acts of this type, as `type:<type>`. Repeatable.')
  @Optional()
  @Repeatable('^type:[A-Za-z]{1,40}$', MAX_EXCLUSIONS, 'type:<type>, such as type:ClaimReported')
  only?: string | readonly string[];
}

/** The parameters of reads under a scenario. */
export class ScenarioQuery extends ScenarioDto {
  @Replay()
  replay?: string;
}

/** Of one claim, which can also be cut at one of its revisions. */
export class ClaimScenarioQuery extends ScenarioQuery {
  @Describe('As the ledger knew it when this revision of the claim was recorded, instead of now.')
  @Optional()
  @Digits(0, Number.MAX_SAFE_INTEGER)
  revision?: string;
}

/** The scenario that the query describes. Throws a `BadRequestError` for a `validAt` in the future. */
export function scenarioOf(
  { validAt, policy, without, only }: ScenarioDto,
  { asOf, now, ownPolicy }: { readonly asOf: string; readonly now: string; readonly ownPolicy: string },
): Scenario {
  return {
    asOf,
    ...(validAt !== undefined && { validAt: pastInstant('validAt', validAt, now) }),
    policy: policy ?? ownPolicy,
    without: listOf(without),
    only: listOf(only),
  };
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
