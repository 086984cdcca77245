import { path } from '../../../api/path.js';
import { anchorOf, Foreign } from '../../../components/links.js';
import { Instant, instantText, momentText } from '../../../components/time.js';
import { useView } from '../../../components/view.js';
import { address, type Settings } from '../../../moment/settings.js';
import type { Words } from '../../../words/words.js';
import type { ClaimData } from '../load.js';
import { Section } from './section.js';

/** What to copy so that somebody else sees the claim as it is here, also years later. */
export function Cite({ data }: { readonly data: ClaimData }) {
  const { words, settings, origin, timeZone } = useView();
  const { claim, citedState, unchangedSince } = data;
  const { id, text, language, lastRecordedAt, registeredAt, revision, position } = claim;
  // A replay lives for a day at most.
  if (settings.replay !== undefined) return null;
  const { validAt } = settings;
  const permanent = `${origin}${address(path`/claims/${id}`, { asOf: settings.asOf ?? unchangedSince, ...(validAt !== undefined && { validAt }) })}`;
  return (
    <Section id="cite" title={words.text('claim.cite')}>
      <p class="citation">
        {words.rich('claim.citation', {
          text: <Foreign language={language}>{text}</Foreign>,
          status: citedState,
          time: momentsText(settings, unchangedSince, words, timeZone),
          revision,
          entry: (text) => <a href={revisionOf(data)}>{text}</a>,
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
          <dd>
            <a class="id" href={`/v1/events/${position}`}>
              {position}
            </a>
          </dd>
        </div>
      </dl>
    </Section>
  );
}

/** The moments of both axes, if the page has chosen both. */
function momentsText({ validAt }: Settings, known: string, words: Words, timeZone: string): string {
  const recorded = instantText(known, words, timeZone);
  if (validAt === undefined) return recorded;
  const happened = words.text('frame.validAt', { time: momentText(validAt, words, timeZone) });
  return recorded + words.text('frame.comma') + happened;
}

/** The claim's last entry: on the page if it shows it, else the claim at this revision as data. */
function revisionOf({ claim: { id, revision }, history }: ClaimData): string {
  const last = history.items.find((item) => item.kind === 'entry' && item.revision === revision);
  return last?.kind === 'entry' ? `#${anchorOf(last.entry)}` : `${path`/v1/claims/${id}`}?revision=${revision}`;
}
