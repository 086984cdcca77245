import { Digits, Optional } from '../validation/field-decorators.js';

export class ImportQuery {
  /** Begin with this line: those before it are only read, so that the keys of the others stay the same. */
  @Optional() @Digits(1, Number.MAX_SAFE_INTEGER) fromLine?: string;
}
