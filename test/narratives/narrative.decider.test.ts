import { narrativeDecider, type RecordNarrativeEvent } from '../../src/narratives/narrative.decider.js';
import type { NarrativeEvent } from '../../src/narratives/narrative.events.js';
import { AlreadyExistsError, NotFoundError } from '../../src/command-handling/errors.js';
import { given } from '../support/given-when-then.js';

const registered: NarrativeEvent = { type: 'NarrativeRegistered', data: { title: 'Territory for membership' } };
const amended: NarrativeEvent = { type: 'NarrativeAmended', data: { summary: 'From a remark to a report.' } };
const added: NarrativeEvent = { type: 'NarrativeClaimAdded', data: { claim: 'remark' } };
const removed: NarrativeEvent = { type: 'NarrativeClaimRemoved', data: { claim: 'remark' } };

const givenNarrative = (...events: readonly NarrativeEvent[]) => given(narrativeDecider, events);
const recording = (event: NarrativeEvent): RecordNarrativeEvent => ({ narrative: 'territory', event });

describe('narrativeDecider', () => {
  it('returns no event for a repeated registration', () => {
    givenNarrative().when(recording(registered)).then([registered]);
    givenNarrative(registered, amended).when(recording(registered)).thenNothing();
  });

  it('rejects a registration that differs from the first', () => {
    givenNarrative(registered)
      .when(recording({ type: 'NarrativeRegistered', data: { title: 'Otherwise' } }))
      .thenThrows(AlreadyExistsError);
  });

  it('rejects changes of an unknown narrative', () => {
    for (const event of [amended, added, removed]) givenNarrative().when(recording(event)).thenThrows(NotFoundError);
  });

  it('records an amendment', () => {
    givenNarrative(registered).when(recording(amended)).then([amended]);
  });

  it('adds a claim once', () => {
    givenNarrative(registered).when(recording(added)).then([added]);
    givenNarrative(registered, added).when(recording(added)).thenNothing();
  });

  it('removes a claim once, and adds it again', () => {
    givenNarrative(registered, added).when(recording(removed)).then([removed]);
    givenNarrative(registered, added, removed).when(recording(removed)).thenNothing();
    givenNarrative(registered, added, removed).when(recording(added)).then([added]);
  });

  it('rejects the removal of a claim that is not in the narrative', () => {
    givenNarrative(registered)
      .when(recording(removed))
      .thenRejects([{ pointer: '/claim', code: 'not-in-narrative' }]);
  });
});
