import { path } from '../../../api/api.js';
import { Foreign } from '../../../components/links.js';
import { Instant, instantText } from '../../../components/time.js';
import { useView } from '../../../components/view.js';
import { address } from '../../../moment/settings.js';
import { statusKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';
import { Section } from './section.js';

/** What to copy so that somebody else sees the claim as it is here, also years later. */
export function Cite({ data: { claim } }: { readonly data: ClaimData }) {
  const { words, settings, origin, timeZone } = useView();
  const { id, text, language, lastRecordedAt, registeredAt, revision, position, verification } = claim;
  // A replay lives for a day at most.
  if (settings.replay !== undefined) return null;
  const { validAt } = settings;
  const known = latest(lastRecordedAt, verification.recordedFrom);
  const permanent = `${origin}${address(path`/claims/${id}`, { asOf: settings.asOf ?? known, ...(validAt !== undefined && { validAt }) })}`;
  return (
    <Section id="cite" title={words.text('claim.cite')}>
      <p class="citation">
        {words.rich('claim.citation', {
          text: <Foreign language={language}>{text}</Foreign>,
          status: words.text(statusKey(verification.status)),
          time: instantText(known, words, timeZone),
          revision,
          address: <a href={permanent}>{permanent}</a>,
        })}
      </p>
      <p class="hint">{words.text('claim.citeHint')}</p>
      <dl class="facts">
        <div>
          <dt>{words.text('claim.registered')}</dt>
          <dd>
            <Instant at={registeredAt} precise />
          </dd>
        </div>
        <div>
          <dt>{words.text('claim.lastRecorded')}</dt>
          <dd>
            <Instant at={lastRecordedAt} precise />
          </dd>
        </div>
        <div>
          <dt>{words.text('claim.position')}</dt>
          <dd class="id">{position}</dd>
        </div>
      </dl>
    </Section>
  );
}

const latest = (a: string, b: string): string => (a > b ? a : b);
