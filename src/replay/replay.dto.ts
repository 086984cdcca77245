import { IsBoolean } from 'class-validator';
import { ScenarioDto } from '../http/scenario-query.js';
import { MAX_NAME } from '../validation/bounds.js';
import { Describe, Digits, Nested, Optional, Text } from '../validation/field-decorators.js';

@Describe('A replay of the whole ledger under a scenario.')
export class ReplayDto {
  @Describe('A name of your choice.')
  @Optional()
  @Text(MAX_NAME)
  name?: string;
  @Describe(
    'Whether it is for one reader and a moment: kept for ten minutes after it was last read, and counted apart from the others. Default: false.',
  )
  @Optional()
  @IsBoolean()
  temporary?: boolean;
  @Describe('The scenario. Default: the present, under the policy of the ledger.')
  @Optional()
  @Nested(() => ScenarioDto)
  scenario?: ScenarioDto;
}

/** The maximum number of seconds for which a request waits. */
const MAX_WAIT_S = 60;

export class ReplayQuery {
  @Describe('Waits this many seconds at most until the replay has ended. Default: 0.')
  @Optional()
  @Digits(0, MAX_WAIT_S)
  wait?: string;
}
