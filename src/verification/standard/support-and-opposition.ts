import type { Reason } from '../policy-input.js';
import { byEntry, byMandate } from './decision.js';
import type { ActNode } from './act-node.js';
import type { Analysis } from './analysis.js';

/** The acts, and the mandates by which they have standing. */
export function reasonsOf(deeds: readonly ActNode[], { standing }: Analysis): readonly Reason[] {
  return deeds.flatMap((deed) => [byEntry(deed), ...(standing.of(deed) ?? []).map(byMandate)]);
}

/** What weighs for the claim when there is opposition. */
export function supportOf(findings: Analysis): readonly Reason[] {
  const { confirmations, evidenceFor, origins } = findings;
  const witnesses = [...origins.named].filter(
    ({ entry }) => 'basis' in entry.data && (entry.data.basis === 'witnessed' || entry.data.basis === 'recording'),
  );
  const others = [...evidenceFor, ...witnesses, ...origins.independent()];
  return [...reasonsOf(confirmations, findings), ...others.map(byEntry)];
}

/** What weighs against the claim. */
export function oppositionOf(findings: Analysis): readonly Reason[] {
  return [...reasonsOf(findings.denials, findings), ...findings.evidenceAgainst.map(byEntry)];
}
