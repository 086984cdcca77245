import { path } from '../../api/path.js';
import { JustRecorded } from '../../browser/just-recorded.js';
import { Actions } from '../../components/actions.js';
import { DataLinks } from '../../components/data-links.js';
import { EntryList } from '../../components/entry-list.js';
import { Fact, Facts } from '../../components/facts.js';
import { ActorLink, Foreign } from '../../components/links.js';
import { Pagination } from '../../components/pagination.js';
import { Redactions } from '../../components/redactions.js';
import { Instant, Occurred } from '../../components/time.js';
import { useWords } from '../../components/view.js';
import type { DocumentData } from './load.js';

/** A document: where it can be read, and the entries that name it. */
export function DocumentPage({ data }: { readonly data: DocumentData }) {
  const words = useWords();
  const { document, entries, next, isFirst, names, json } = data;
  const { title, url, publisher, authors = [], language, publishedAt, retrievedAt, archivedUrl, sha256 } = document;
  return (
    <article class="noun">
      <JustRecorded page={path`/documents/${document.id}`} />
      <p class="kicker">{words.text('document.kicker')}</p>
      <h1>
        <Foreign language={language}>{title ?? url ?? document.id}</Foreign>
      </h1>
      <Redactions redacted={document.redacted} />
      <Facts>
        <Fact name={words.text('document.publisher')}>
          <ActorLink id={publisher} name={names.actors[publisher]} />
        </Fact>
        {authors.length > 0 && <Fact name={words.text('document.authors')}>{words.list(authors)}</Fact>}
        <Fact name={words.text('document.published')}>
          <Occurred at={publishedAt} />
        </Fact>
        {retrievedAt !== undefined && (
          <Fact name={words.text('document.retrieved')}>
            <Occurred at={retrievedAt} />
          </Fact>
        )}
        {url !== undefined && (
          <Fact name={words.text('document.address')}>
            <a href={url} rel="external noreferrer">
              {url}
            </a>
          </Fact>
        )}
        {archivedUrl !== undefined && (
          <Fact name={words.text('document.archived')}>
            <a href={archivedUrl} rel="external noreferrer">
              {archivedUrl}
            </a>
          </Fact>
        )}
        {sha256 !== undefined && (
          <Fact name={words.text('document.digest')}>
            <span class="id">{sha256}</span>
          </Fact>
        )}
        <Fact name={words.text('document.registered')}>
          <Instant at={document.registeredAt} />
        </Fact>
      </Facts>
      <Actions actions={[{ text: 'change.link', path: `/documents/${document.id}/change` }]} />
      <section aria-labelledby="entries">
        <h2 id="entries">{words.text('document.entries')}</h2>
        {entries.length === 0 && <p>{words.text('document.none')}</p>}
        <EntryList entries={entries} names={names} />
        <Pagination parameters={{}} isFirst={isFirst} {...(next !== undefined && { next: { cursor: next } })} />
      </section>
      <DataLinks json={json} />
    </article>
  );
}
