/** Why an entry is shown without effect: stable words, each with what it says. */
export const NO_EFFECT_REASONS = {
  voided: 'recorded by mistake',
  'taken-back': 'taken back whole by its own side',
  'attribution-denied': 'the one quoted, or who speaks for it, denies having said so',
  'attribution-withdrawn': 'the publisher of its document has taken the attribution back',
  'followed-by-opposite': 'its own side later said or found the contrary, or took such a statement back whole',
  superseded: 'its maker later issued another verdict, or a later search took its place',
  'not-its-side': 'not from the side of the entry it is about, nor from one that it cites',
  'outweighed-by-evidence': 'genuine primary evidence shows that the entry is right',
  'other-claim': 'about an entry of another claim',
  'target-voided': 'about an entry that was recorded by mistake',
  'part-only': 'speaks to a part only',
  'takes-back-nothing': 'takes nothing back',
  'no-standing': 'the claim is not about its maker, nor about one on whose behalf it was said',
  'no-mandate':
    'said on behalf of one for whom its maker then had no mandate: it counts as the word of its maker alone',
  'group-speaks': 'a group never speaks as such',
  'leads-nowhere': 'rests only on entries without effect',
  'not-primary': 'evidence at second hand',
  unexamined: 'evidence that its recorder has not examined',
  forged: 'evidence found forged',
  contested: 'evidence in a document that one found genuine and another forged',
  'rater-has-standing': 'a verdict by one whom the claim is about, or who speaks for it',
  'not-a-verdict': 'withdraws what is no verdict',
  'not-a-forecast': 'resolves a claim that is no forecast',
  expired: 'a search that is no longer good',
} as const satisfies Readonly<Record<string, string>>;

export type NoEffectReason = keyof typeof NO_EFFECT_REASONS;
