/** A command that a review leads to. */
export interface MappedLine {
  readonly command: Readonly<Record<string, unknown>>;
  /** JSON Pointer, within the review, to where a field of the command is from. */
  readonly fieldOf: (pointer: string) => string;
}

/**
 * @param command its undefined fields are left out
 * @param fields where each field of the command is from
 * @param fallback where the others are from
 */
export const lineOf = (
  command: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, string>>,
  fallback: string,
): MappedLine => ({
  command: Object.fromEntries(Object.entries(command).filter(([, value]) => value !== undefined)),
  fieldOf: (pointer) => fields[pointer.split('/')[1] ?? ''] ?? fallback,
});
