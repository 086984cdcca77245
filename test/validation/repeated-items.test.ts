import { ACTOR_EVENTS } from '../../src/actors/actor.event-types.js';
import { CLAIM_EVENTS } from '../../src/claims/claim.event-types.js';
import type { ClaimEventTypes } from '../../src/claims/claim.events.js';
import type { DomainEvent } from '../../src/domain/domain-event.js';
import { withoutRepeats } from '../../src/validation/repeated-items.js';

const claimEvent = (type: keyof ClaimEventTypes, data: object) =>
  withoutRepeats<ClaimEventTypes>(CLAIM_EVENTS, { type, data } as unknown as DomainEvent<ClaimEventTypes>)
    .data as object;

describe('withoutRepeats()', () => {
  it('keeps the first of items that are the same', () => {
    const { about } = claimEvent('ClaimRegistered', { about: ['nato', 'kyiv', 'nato'] }) as { about: string[] };
    expect(about).toEqual(['nato', 'kyiv']);
    expect(claimEvent('ClaimDenied', { by: ['a', 'a'], onBehalfOf: ['b', 'b'], after: ['x', 'y', 'x'] })).toEqual({
      ...{ by: ['a'], onBehalfOf: ['b'], after: ['x', 'y'] },
    });
  });

  it('keeps the first spelling of each topic', () => {
    expect(claimEvent('ClaimAmended', { topics: ['Covid', 'covid', 'NATO', 'COVID'] })).toEqual({
      topics: ['Covid', 'NATO'],
    });
  });

  it('keeps names with different spellings', () => {
    const data = { kind: 'outlet', name: 'El País', aliases: ['Pais', 'País', 'Pais'] } as const;
    const event = withoutRepeats(ACTOR_EVENTS, { type: 'ActorRegistered', data } as never) as { data: typeof data };
    expect(event.data.aliases).toEqual(['Pais', 'País']);
  });

  it('adds no field', () => {
    expect(claimEvent('ClaimAmended', { text: 'x' })).toEqual({ text: 'x' });
  });
});
