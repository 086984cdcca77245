import type { ComparedChange, ComparedClaim } from '../../../replay/comparisons/comparison.views.js';
import type { Names } from '../../api/names.js';
import { ChangeText } from '../../components/change-text.js';
import { EntryNameLink } from '../../components/entry-name.js';
import { ClaimLink, Foreign, StepLink } from '../../components/links.js';
import { StateChange } from '../../components/state-change.js';
import { Instant } from '../../components/time.js';
import { useView } from '../../components/view.js';

interface Named {
  readonly names: Names;
}

/** A claim that differs: what it was and what it is, and each change in between with its reason. */
export function ChangedClaim({ claim: compared, names }: { readonly claim: ComparedClaim } & Named) {
  const { words } = useView();
  const { claim, text, changes = [], omitted = 0 } = compared;
  // That a claim is new is said already.
  const shown = changes.length > 1 ? changes.filter(({ before }) => before) : changes;
  return (
    <li class="claim-item">
      <p class="claim-text">
        <ClaimLink id={claim}>
          <Foreign>{text}</Foreign>
        </ClaimLink>
      </p>
      <p class="claim-state">
        <StateChange before={compared.before} after={compared.after} />
      </p>
      <ol class="reasons">
        {shown.map((change) => (
          <Change key={`${change.position} ${change.recordedAt}`} claim={claim} change={change} names={names} />
        ))}
      </ol>
      {omitted > 0 && (
        <p class="meta">
          <ClaimLink id={claim}>{words.text('changes.more', { count: omitted })}</ClaimLink>
        </p>
      )}
    </li>
  );
}

function Change({ claim, change, names }: { readonly claim: string; readonly change: ComparedChange } & Named) {
  const { words } = useView();
  const { before, cause, sentence, recordedAt } = change;
  return (
    <li>
      <ChangeText sentence={sentence} names={names} />
      <p class="meta">
        {words.rich('time.recorded', { time: <Instant at={recordedAt} /> })}
        {'entry' in cause && (
          <>
            {' · '}
            <EntryNameLink entry={cause.entry} names={names} />
          </>
        )}
        {before && (
          <>
            {' · '}
            <StepLink claim={claim} at={recordedAt} />
          </>
        )}
      </p>
    </li>
  );
}
