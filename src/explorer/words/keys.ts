import type actor from './en/actor.json';
import type document from './en/document.json';
import type narrative from './en/narrative.json';
import type changes from './en/changes.json';
import type change from './en/change.json';
import type correct from './en/correct.json';
import type register from './en/register.json';
import type claim from './en/claim.json';
import type claims from './en/claims.json';
import type compare from './en/compare.json';
import type entry from './en/entry.json';
import type frame from './en/frame.json';
import type home from './en/home.json';
import type origins from './en/origins.json';
import type picker from './en/picker.json';
import type problem from './en/problem.json';
import type reliance from './en/reliance.json';
import type replay from './en/replay.json';
import type record from './en/record.json';
import type sentence from './en/sentence.json';
import type session from './en/session.json';
import type summary from './de/summary.json';
import type state from './en/state.json';
import type story from './en/story.json';
import type status from './en/status.json';
import type policy from './en/policy.json';
import type glossary from './en/glossary.json';
import type time from './en/time.json';
import type timeline from './en/timeline.json';
import type whatif from './en/whatif.json';
import type wordings from './en/wordings.json';

/**
 * The keys of all messages: those of the English catalogues, one file for each part of the explorer. The summary of a
 * claim has no English words here: the API writes that sentence.
 */
export type WordKey =
  | keyof typeof narrative
  | keyof typeof document
  | keyof typeof actor
  | keyof typeof changes
  | keyof typeof change
  | keyof typeof correct
  | keyof typeof register
  | keyof typeof claim
  | keyof typeof claims
  | keyof typeof compare
  | keyof typeof entry
  | keyof typeof frame
  | keyof typeof home
  | keyof typeof origins
  | keyof typeof picker
  | keyof typeof problem
  | keyof typeof reliance
  | keyof typeof replay
  | keyof typeof record
  | keyof typeof sentence
  | keyof typeof session
  | keyof typeof state
  | keyof typeof summary
  | keyof typeof story
  | keyof typeof status
  | keyof typeof policy
  | keyof typeof glossary
  | keyof typeof time
  | keyof typeof timeline
  | keyof typeof whatif
  | keyof typeof wordings;
