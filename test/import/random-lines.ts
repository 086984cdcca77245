import fc from 'fast-check';

/** Few ids for all aggregates, so that lines reference each other, and sometimes wait unnecessarily. */
const id = fc.constantFrom('a', 'b', 'c');
const entry = fc.constantFrom('a', 'e1', 'e2', 'e3');
const claim = fc.constantFrom('a', 'b', 'c');

/** Commands of one file, many of which are rejected. */
export const randomLines = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('ActorRegistered'), actor: id, kind: fc.constant('outlet'), name: id }),
    fc.record({ type: fc.constant('ActorAmended'), actor: id, name: id }),
    fc.record({ type: fc.constant('MandateRecorded'), actor: id, mandate: entry, speaksFor: id }),
    fc.record({ type: fc.constant('DocumentRegistered'), document: id, publisher: id }),
    registration(),
    registration(),
    fc.record({
      type: fc.constant('ClaimAsserted'),
      claim,
      id: entry,
      by: fc.tuple(id),
      basis: fc.constant('document'),
    }),
    fc.record({ type: fc.constant('ClaimAsserted'), claim, by: fc.tuple(id), basis: fc.constant('document') }),
    fc.record({
      type: fc.constant('ClaimRepeated'),
      claim,
      id: entry,
      by: fc.tuple(id),
      cites: fc.tuple(
        fc.record({ entry: fc.tuple(claim, entry).map((parts) => parts.join('/')), use: fc.constant('quotes') }),
      ),
    }),
    fc.record({ type: fc.constant('EntryVoided'), claim, id: entry, voids: entry, reason: fc.constant('Wrong.') }),
    fc.record({
      type: fc.constantFrom('ClaimLinked', 'ClaimUnlinked'),
      claim,
      id: entry,
      relation: fc.constantFrom('same-as', 'restates'),
      other: claim,
    }),
    fc.record({ type: fc.constant('NarrativeRegistered'), narrative: id, title: id }),
    fc.record({ type: fc.constant('NarrativeClaimAdded'), narrative: id, claim: id }),
    fc.record({ type: fc.constant('ClaimWhispered'), claim, key: entry }),
    fc.record({ type: fc.constant('ActorRegistered'), actor: id, kind: fc.constant('outlet'), name: id, key: entry }),
  ),
  { minLength: 1, maxLength: 60 },
);

function registration() {
  return fc.record({
    type: fc.constant('ClaimRegistered'),
    claim,
    text: id,
    language: fc.constant('en'),
    kind: fc.constant('factual'),
    about: fc.array(id, { maxLength: 1 }),
  });
}
