import type { EntryLink as Reference } from '../../../claims/queries/entry-details.views.js';
import { claimOf } from '../../api/entries.js';
import { named } from '../../api/named.js';
import { EntryNameLink } from '../../components/entry-name.js';
import { ActorLink, ActorLinks, ClaimLink, DocumentLink, EntryLink, Foreign } from '../../components/links.js';
import { Instant } from '../../components/time.js';
import { useWords } from '../../components/view.js';
import { entryTypeKey } from '../../words/vocabulary.js';
import type { EntryData } from './load.js';

/** What it cites, interprets, voids, follows or is about, and where it is published. */
export function RefersTo({ data }: { readonly data: EntryData }) {
  const words = useWords();
  const { refersTo } = data.entry;
  if (refersTo.length === 0) return null;
  return (
    <section aria-labelledby="refers">
      <h2 id="refers">{words.text('entry.refersTo')}</h2>
      <ul>
        {refersTo.map((reference, index) => (
          <li key={index}>
            {words.text(`entry.refers.${reference.relation}`)}: <Target reference={reference} data={data} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Target({ reference: { target }, data }: { readonly reference: Reference; readonly data: EntryData }) {
  const { names } = data;
  if (target.type === 'actor') return <ActorLink id={target.id} name={names.actors[target.id]} />;
  if (target.type === 'document') return <DocumentLink id={target.id} name={names.documents[target.id]} />;
  return (
    <>
      <EntryNameLink entry={target.id} names={names} />
      <OtherClaim entry={target.id} data={data} />
    </>
  );
}

/** The claim that the other entry is on, unless it is that of the page. */
function OtherClaim({ entry, data }: { readonly entry: string; readonly data: EntryData }) {
  const id = claimOf(entry);
  if (id === data.entry.claim.id) return null;
  return (
    <span>
      :{' '}
      <ClaimLink id={id}>
        <Foreign>{data.names.claims[id] ?? id}</Foreign>
      </ClaimLink>
    </span>
  );
}

/** The entries of all claims that refer to it, and how. */
export function ReferredToBy({ data }: { readonly data: EntryData }) {
  const words = useWords();
  const { entry, names } = data;
  const { referredToBy, omitted = 0 } = entry;
  if (referredToBy.length === 0) return null;
  return (
    <section aria-labelledby="referred">
      <h2 id="referred">{words.text('entry.referredToBy')}</h2>
      <ul>
        {referredToBy.map((other) => (
          <li key={other.entry}>
            <ActorLinks actors={named(names.actors, other.by)} />{' '}
            <EntryLink entry={other.entry}>{words.text(entryTypeKey(other.type))}</EntryLink>
            <OtherClaim entry={other.entry} data={data} />{' '}
            <span class="meta">
              <span>
                ({words.listText(other.relations.map((relation) => words.text(`entry.refers.${relation}`)))}
                {other.voided && words.text('frame.semicolon') + words.text('entry.type.EntryVoided')}){' · '}
              </span>
              <span>{words.rich('time.recorded', { time: <Instant at={other.recordedAt} /> })}</span>
            </span>
          </li>
        ))}
      </ul>
      {omitted > 0 && (
        <p>
          <a href={`/v1/entries?refersTo=${encodeURIComponent(entry.entry)}`}>
            {words.text('claim.more', { count: omitted })}
          </a>
        </p>
      )}
    </section>
  );
}
