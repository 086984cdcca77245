import type { ClaimEvent, ClaimLinked } from '../../src/claims/claim.events.js';
import type { LastLink } from '../../src/claims/claim.state.js';
import { RELATIONS } from '../../src/domain/vocabulary.js';
import { positionAt } from '../support/given-when-then.js';
import { CLAIM, givenClaim, recording, registered, voided } from './fixtures.js';

const link = (id: string, relation: ClaimLinked['relation'] = 'same-as', other = 'remark'): ClaimEvent => ({
  type: 'ClaimLinked',
  data: { id, relation, other },
});
const unlink = (id: string, relation: ClaimLinked['relation'] = 'same-as', other = 'remark'): ClaimEvent => ({
  type: 'ClaimUnlinked',
  data: { id, relation, other },
});
const notLinked = [{ pointer: '/other', code: 'not-linked' }];

describe.each(RELATIONS)('claimDecider: links "%s"', (relation) => {
  it('are recorded once', () => {
    givenClaim(registered)
      .when(recording(link('l1', relation)))
      .then([link('l1', relation)]);
    givenClaim(registered, link('l1', relation))
      .when(recording(link('l2', relation)))
      .thenNothing();
  });

  it('can be removed once, and recorded again', () => {
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

  it('cannot be removed if there is no such link', () => {
    const otherRelation = relation === 'same-as' ? 'restates' : 'same-as';
    for (const history of [[], [link('l1', relation, 'talks')], [link('l1', otherRelation)]]) {
      givenClaim(registered, ...history)
        .when(recording(unlink('u1', relation)))
        .thenRejects(notLinked);
    }
  });

  it('cannot lead to the claim itself', () => {
    for (const entry of [link('l1', relation, CLAIM), unlink('u1', relation, CLAIM)]) {
      givenClaim(registered)
        .when(recording(entry))
        .thenRejects([{ pointer: '/other', code: 'link-to-itself' }]);
    }
  });

  it('have no effect when voided, nor do voided removals', () => {
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

describe("claimDecider: merges in the other claim's stream", () => {
  const [registration, own, later] = [0, 1, 2].map(positionAt);
  const reverseLink = (linked: boolean, position: string | undefined): ReadonlyMap<string, LastLink> =>
    new Map([['remark', { linked, position }]]);
  const when = (entry: ClaimEvent, reverseLinks: ReadonlyMap<string, LastLink>) => ({
    ...recording(entry),
    reverseLinks,
  });

  it('count as links of this claim', () => {
    givenClaim(registered)
      .when(when(link('l1'), reverseLink(true, later)))
      .thenNothing();
    givenClaim(registered)
      .when(when(unlink('u1'), reverseLink(true, later)))
      .then([unlink('u1')]);
  });

  it('override earlier links of this claim', () => {
    givenClaim(registered, link('l1'))
      .when(when(link('l2'), reverseLink(false, later)))
      .then([link('l2')]);
    givenClaim(registered, link('l1'))
      .when(when(unlink('u1'), reverseLink(false, later)))
      .thenRejects(notLinked);
  });

  it('do not override later links of this claim', () => {
    expect(own).not.toBe(registration);
    givenClaim(registered, link('l1'))
      .when(when(link('l2'), reverseLink(false, registration)))
      .thenNothing();
    givenClaim(registered, unlink('u1'))
      .when(when(link('l2'), reverseLink(true, registration)))
      .then([link('l2')]);
  });

  it('are earlier than all entries of the command', () => {
    givenClaim(registered)
      .when({ ...recording(unlink('u1'), link('l1'), link('l2')), reverseLinks: reverseLink(true, later) })
      .then([unlink('u1'), link('l1')]);
  });

  it('do not affect other relations', () => {
    givenClaim(registered)
      .when(when(link('l1', 'restates'), reverseLink(true, later)))
      .then([link('l1', 'restates')]);
  });
});
