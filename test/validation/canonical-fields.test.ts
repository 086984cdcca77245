import { ActDto, SearchDto } from '../../src/claims/act.dto.js';
import { DocumentRegisteredDto } from '../../src/documents/document.dto.js';
import { canonicalFields } from '../../src/validation/canonical-fields.js';

describe('canonicalFields()', () => {
  it('rewrites times, and those that the parent of a class declares', () => {
    expect(canonicalFields(ActDto, { occurredAt: '2023-04-20t10:30:00+0200' })).toEqual({
      occurredAt: '2023-04-20T10:30:00+02:00',
    });
    expect(canonicalFields(SearchDto, { occurredAt: '../2023-04-20t10:30z', goodUntil: '2024-01-01t00:00z' })).toEqual({
      occurredAt: '../2023-04-20T10:30Z',
      goodUntil: '2024-01-01T00:00Z',
    });
  });

  it('removes the space around URLs', () => {
    const url = 'https://a.example/1';
    expect(
      canonicalFields(DocumentRegisteredDto, { url: ` ${url}\n`, archivedUrl: `\ufeff${url}\u00a0`, title: ' x ' }),
    ).toEqual({
      url,
      archivedUrl: url,
      title: ' x ',
    });
  });

  it('leaves what it can not read, and adds nothing', () => {
    const body = { url: 7, publishedAt: 'soon', retrievedAt: null };
    expect(canonicalFields(DocumentRegisteredDto, body)).toEqual(body);
    expect(canonicalFields(DocumentRegisteredDto, {})).toEqual({});
  });
});
