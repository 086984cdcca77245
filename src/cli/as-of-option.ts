import { Option } from 'commander';

export const asOfOption = (): Option =>
  new Option('--as-of <time>', 'as the ledger knew it then: a day, which means its end in UTC, or an instant');
