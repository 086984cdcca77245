/** Header of a string, and of an object or a list with its own store of members; one member's slot. */
const STRING_BYTES = 24;
const OBJECT_BYTES = 48;
const SLOT_BYTES = 8;

/**
 * Estimates how many bytes of memory a JSON value occupies. Names of members aren't counted: objects of the same shape
 * share them.
 */
export function memorySize(value: unknown): number {
  if (typeof value === 'string') return STRING_BYTES + Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = OBJECT_BYTES;
  for (const member of Object.values(value)) bytes += SLOT_BYTES + memorySize(member);
  return bytes;
}
