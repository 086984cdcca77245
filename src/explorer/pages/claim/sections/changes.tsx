import type { StoryStep } from '../../../../claims/story/story.views.js';
import { path } from '../../../api/path.js';
import { ChangeText } from '../../../components/change-text.js';
import { EntryNameLink } from '../../../components/entry-name.js';
import { StepLink } from '../../../components/links.js';
import { StatusBadge } from '../../../components/status.js';
import { Instant } from '../../../components/time.js';
import { useView } from '../../../components/view.js';
import type { ClaimData } from '../load.js';
import { Section } from './section.js';
import { isShown } from './shown.js';

/** How the state changed, oldest first, each change with a link to the page as it was then. */
export function Changes({ data }: { readonly data: ClaimData }) {
  const view = useView();
  const { words } = view;
  const { steps, earlierSteps } = data;
  return (
    <Section id="changes" title={words.text('claim.changes')}>
      {earlierSteps > 0 && <p class="meta">{words.text('claim.earlier', { count: earlierSteps })}</p>}
      <ol class="steps">
        {steps.map((step) => (
          <Step key={`${step.position} ${step.recordedAt}`} step={step} data={data} />
        ))}
      </ol>
      <p class="further">
        <a href={view.href(path`/claims/${data.claim.id}/compare`)}>{words.text('compare.whole')}</a>
      </p>
    </Section>
  );
}

function Step({ step, data }: { readonly step: StoryStep; readonly data: ClaimData }) {
  const view = useView();
  const { words, settings } = view;
  const { before, after, cause, sentence, recordedAt } = step;
  const then = new URLSearchParams({ asOf: recordedAt });
  for (const name of ['lang', 'tz'] as const) {
    const value = settings[name];
    if (value !== undefined) then.set(name, value);
  }
  return (
    <li>
      <StatusBadge status={after.status} rating={after.rating} />
      <ChangeText sentence={sentence} names={data.names} />
      <p class="meta">
        {words.rich('time.recorded', { time: <Instant at={recordedAt} /> })}
        {'entry' in cause && (
          <>
            {' · '}
            <EntryNameLink entry={cause.entry} names={data.names} shown={isShown(data)(cause.entry)} />
          </>
        )}
        {' · '}
        <a href={`${path`/claims/${data.claim.id}`}?${then.toString()}`}>{words.text('claim.asItWas')}</a>
        {before && (
          <>
            {' · '}
            <StepLink claim={data.claim.id} at={recordedAt} />
          </>
        )}
      </p>
    </li>
  );
}
