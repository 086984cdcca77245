import { narrativeDecider, type RecordNarrativeEvent } from '../../src/narratives/narrative.decider.js';
import type { NarrativeEvent } from '../../src/narratives/narrative.events.js';
import { AlreadyExistsError, NotFoundError } from '../../src/command-handling/errors.js';
import { given } from '../support/given-when-then.js';

const registered: NarrativeEvent = { type: 'NarrativeRegistered', data: { title: 'Territory for membership' } };
const amended: NarrativeEvent = { type: 'NarrativeAmended', data: { summary: 'From a remark to a report.' } };
const added: NarrativeEvent = { type: 'NarrativeClaimAdded', data: { claim: 'remark' } };
const removed: NarrativeEvent = { type: 'NarrativeClaimRemoved', data: { claim: 'remark' } };

const givenNarrative = (...facts: readonly NarrativeEvent[]) => given(narrativeDecider, facts);
const recording = (event: NarrativeEvent): RecordNarrativeEvent => ({ narrative: 'territory', event });

describe('A narrative', () => {
  it('is registered once', () => {
    givenNarrative().when(recording(registered)).then([registered]);
    givenNarrative(registered, amended).when(recording(registered)).thenNothing();
  });

  it("doesn't take the id of another", () => {
    givenNarrative(registered)
      .when(recording({ type: 'NarrativeRegistered', data: { title: 'Otherwise' } }))
      .thenThrows(AlreadyExistsError);
  });

  it('is there before it changes', () => {
    for (const event of [amended, added, removed]) givenNarrative().when(recording(event)).thenThrows(NotFoundError);
  });

  it('is amended', () => {
    givenNarrative(registered).when(recording(amended)).then([amended]);
  });

  it('holds a claim once', () => {
    givenNarrative(registered).when(recording(added)).then([added]);
    givenNarrative(registered, added).when(recording(added)).thenNothing();
  });

  it('lets a claim go once, and takes it back', () => {
    givenNarrative(registered, added).when(recording(removed)).then([removed]);
    givenNarrative(registered, added, removed).when(recording(removed)).thenNothing();
    givenNarrative(registered, added, removed).when(recording(added)).then([added]);
  });

  it("doesn't let go what it never held", () => {
    givenNarrative(registered)
      .when(recording(removed))
      .thenRejects([{ pointer: '/claim', code: 'not-in-narrative' }]);
  });
});
