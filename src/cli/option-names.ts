import { ApiProblemError } from './errors.js';

/** `onBehalfOf` → `--on-behalf-of` */
export const flagOf = (option: string): string =>
  `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** How the person knows a field of a request: by the option of its name, unless this says otherwise. */
export type FieldNames = Readonly<Record<string, string>>;

/** Reports the fields that the ledger rejects by the options that they were given with. */
export async function inOptions<Result>(fieldNames: FieldNames, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiProblemError)) throw error;
    throw new ApiProblemError(error.problem, (field) => fieldNames[field] ?? flagOf(field));
  }
}
