import type { ActType } from './entries.js';

const VERDICTS: ReadonlySet<unknown> = new Set<ActType>(['VerdictIssued', 'VerdictWithdrawn']);

/** The scope that a key needs to record an event of this type, and to void it: verdicts are given by those who may rate. */
export const recordingScope = (type: unknown): 'rate' | 'record' => (VERDICTS.has(type) ? 'rate' : 'record');
