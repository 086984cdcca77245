import { IsObject } from 'class-validator';
import { Nested, NestedList, Optional, Text, TextList } from '../../src/validation/field-decorators.js';
import { FreeText, FreeTextExcept, freeTextIn } from '../../src/validation/free-text.js';

class PartDto {
  @Text() label!: string;
}
class WholeDto {
  @Text() name!: string;
  @FreeText(false) @Text() code!: string;
  @Optional() @TextList() topics?: string[];
  @Optional() @Nested(() => PartDto) part?: PartDto;
  @Optional() @NestedList(() => PartDto) parts?: PartDto[];
  @Optional() @FreeText() @IsObject() headers?: object;
  @Optional() @FreeTextExcept('kind') @IsObject() mapping?: object;
}

it('names the fields that have words: of objects with open names the whole, of those with fixed ones each member', () => {
  const body = {
    name: 'n',
    code: 'c',
    topics: ['t'],
    part: { label: 'l' },
    parts: [{ label: 'l' }, { label: '' }],
    headers: { 'x-about': '' },
    mapping: { kind: 'claimreview', version: '1', actors: { 'Jane Roe': 'jane-roe' }, ratings: {}, limit: 1 },
  };
  expect(freeTextIn(WholeDto, body)).toEqual([
    ...['/name', '/topics', '/part/label', '/parts/0/label', '/headers', '/mapping/version', '/mapping/actors'],
  ]);
  expect(freeTextIn(WholeDto, { topics: [], headers: {}, mapping: { kind: 'commands' } })).toEqual([]);
});
