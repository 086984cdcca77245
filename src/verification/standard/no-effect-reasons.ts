/** Codes of the reasons for which an entry has no effect, with descriptions. Codes never change. */
export const NO_EFFECT_REASONS = {
  voided: 'recorded by mistake',
  'taken-back': 'retracted whole by its own side',
  'attribution-denied': 'the actor quoted, or their spokesperson, denies having said so',
  'attribution-withdrawn': 'the publisher of its document withdrew the attribution',
  'followed-by-opposite': 'its own side later said or found the contrary, or retracted such a statement whole',
  superseded: 'its maker later issued another verdict, or a later search replaced it',
  'not-its-side': 'neither from the side of the entry that it is about, nor from a side that entry cites',
  'outweighed-by-evidence': 'genuine primary evidence shows that the entry is right',
  'other-claim': 'about an entry of another claim',
  'target-voided': 'about an entry that was recorded by mistake or is left out',
  'part-only': 'about a part only',
  'takes-back-nothing': 'retracts nothing',
  'no-standing': 'the claim is about neither its maker nor an actor on whose behalf it was made',
  'no-mandate':
    'made on behalf of an actor for whom its maker then had no mandate: it counts as the word of its maker alone',
  'group-speaks': 'made by a group, which never speaks as such',
  party: 'evidence or a search by a party to the claim, which attests nothing in its own cause',
  'leads-nowhere': 'rests only on what has no effect',
  'not-primary': 'second-hand evidence',
  unexamined: 'evidence that has not been examined',
  forged: 'evidence found to be forged',
  contested: 'evidence in a document that was found genuine by one actor and forged by another',
  'rater-has-standing': 'a verdict by an actor whom the claim is about, or by their spokesperson',
  'unnamed-rater': 'a verdict by an actor who is not named',
  'verdict-shown': 'a verdict that the policy shows, but that does not decide under it',
  'weak-basis': 'a denial on a basis that the policy does not accept',
  'unnamed-source': 'rests on unnamed sources only, which support nothing under the policy',
  'not-a-verdict': "withdraws an entry that isn't a verdict",
  'not-a-forecast': "resolves a claim that isn't a forecast",
  expired: 'a search that has expired',
} as const satisfies Readonly<Record<string, string>>;

/** Why an entry has no effect. Codes never change; later versions may add some. */
export type NoEffectReason = keyof typeof NO_EFFECT_REASONS;
