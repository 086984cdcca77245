import type { ClaimEvent, ClaimLinked } from '../../src/claims/claim.events.js';
import type { LastLink } from '../../src/claims/claim.state.js';
import { RELATIONS } from '../../src/domain/vocabulary.js';
import { positionAt } from '../support/given-when-then.js';
import { CLAIM, givenClaim, recording, registered, voided } from './examples.js';

const link = (id: string, relation: ClaimLinked['relation'] = 'same-as', other = 'remark'): ClaimEvent => ({
  type: 'ClaimLinked',
  data: { id, relation, other },
});
const unlink = (id: string, relation: ClaimLinked['relation'] = 'same-as', other = 'remark'): ClaimEvent => ({
  type: 'ClaimUnlinked',
  data: { id, relation, other },
});
const notLinked = [{ pointer: '/other', code: 'not-linked' }];

describe.each(RELATIONS)('A link "%s"', (relation) => {
  it('is made once', () => {
    givenClaim(registered)
      .when(recording(link('l1', relation)))
      .then([link('l1', relation)]);
    givenClaim(registered, link('l1', relation))
      .when(recording(link('l2', relation)))
      .thenNothing();
  });

  it('is undone once, and made again', () => {
    givenClaim(registered, link('l1', relation))
      .when(recording(unlink('u1', relation)))
      .then([unlink('u1', relation)]);
    givenClaim(registered, link('l1', relation), unlink('u1', relation))
      .when(recording(unlink('u2', relation)))
      .thenRejects(notLinked);
    givenClaim(registered, link('l1', relation), unlink('u1', relation))
      .when(recording(link('l2', relation)))
      .thenAccepted();
  });

  it("isn't undone where there is none: neither to that claim, nor of that kind", () => {
    const otherRelation = relation === 'same-as' ? 'restates' : 'same-as';
    for (const history of [[], [link('l1', relation, 'talks')], [link('l1', otherRelation)]]) {
      givenClaim(registered, ...history)
        .when(recording(unlink('u1', relation)))
        .thenRejects(notLinked);
    }
  });

  it('leads to another claim', () => {
    for (const entry of [link('l1', relation, CLAIM), unlink('u1', relation, CLAIM)]) {
      givenClaim(registered)
        .when(recording(entry))
        .thenRejects([{ pointer: '/other', code: 'link-to-itself' }]);
    }
  });

  it('counts no more once voided, nor does an unlink', () => {
    givenClaim(registered, link('l1', relation), voided('v1', 'l1'))
      .when(recording(link('l2', relation)))
      .thenAccepted();
    givenClaim(registered, link('l1', relation), voided('v1', 'l1'))
      .when(recording(unlink('u1', relation)))
      .thenRejects(notLinked);
    givenClaim(registered, link('l1', relation), unlink('u1', relation), voided('v1', 'u1'))
      .when(recording(link('l2', relation)))
      .thenNothing();
  });
});

describe("The other claim's stream", () => {
  const [registration, own, later] = [0, 1, 2].map(positionAt);
  const theirs = (linked: boolean, position: string | undefined): ReadonlyMap<string, LastLink> =>
    new Map([['remark', { linked, position }]]);
  const when = (entry: ClaimEvent, otherSides: ReadonlyMap<string, LastLink>) => ({
    ...recording(entry),
    otherSides,
  });

  it('may hold the merge already', () => {
    givenClaim(registered)
      .when(when(link('l1'), theirs(true, later)))
      .thenNothing();
    givenClaim(registered)
      .when(when(unlink('u1'), theirs(true, later)))
      .then([unlink('u1')]);
  });

  it('has the last word where it comes last', () => {
    givenClaim(registered, link('l1'))
      .when(when(link('l2'), theirs(false, later)))
      .then([link('l2')]);
    givenClaim(registered, link('l1'))
      .when(when(unlink('u1'), theirs(false, later)))
      .thenRejects(notLinked);
  });

  it('has not where it came before', () => {
    expect(own).not.toBe(registration);
    givenClaim(registered, link('l1'))
      .when(when(link('l2'), theirs(false, registration)))
      .thenNothing();
    givenClaim(registered, unlink('u1'))
      .when(when(link('l2'), theirs(true, registration)))
      .then([link('l2')]);
  });

  it('comes before what the same command says', () => {
    givenClaim(registered)
      .when({ ...recording(unlink('u1'), link('l1'), link('l2')), otherSides: theirs(true, later) })
      .then([unlink('u1'), link('l1')]);
  });

  it('says nothing of other relations', () => {
    givenClaim(registered)
      .when(when(link('l1', 'restates'), theirs(true, later)))
      .then([link('l1', 'restates')]);
  });
});
