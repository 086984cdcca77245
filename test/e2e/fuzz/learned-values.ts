/** What a later request can refer to and only a running ledger knows. */
export const LEARNED = [
  'position',
  'cursor',
  'etag',
  'actor',
  'document',
  'claim',
  'narrative',
  'key',
  'webhook',
  'integration',
  'delivery',
  'replay',
] as const;
export type LearnedKind = (typeof LEARNED)[number];

/** A text that stands for the nth value of a kind, whichever a run has. So the same seed generates the same requests. */
export const learned = (kind: LearnedKind, index: number): string => `⟦${kind}:${index}⟧`;

/** The last of each kind are kept. */
const KEPT = 20;

/** The values that a run has seen in responses. */
export class LearnedValues {
  private readonly values = new Map<string, string[]>();

  add(kind: LearnedKind, value: unknown): void {
    if (typeof value !== 'string' || value === '') return;
    const known = this.values.get(kind) ?? [];
    if (known.includes(value)) return;
    this.values.set(kind, [...known, value].slice(-KEPT));
  }

  /** The text with values in place of what stands for them; `unknown` for a kind that has none yet. */
  resolve(text: string): string {
    return text.replace(/⟦(\w+):(\d+)⟧/g, (_whole, kind: string, index: string) => {
      const known = this.values.get(kind) ?? [];
      return known[Number(index) % Math.max(1, known.length)] ?? 'unknown';
    });
  }
}
