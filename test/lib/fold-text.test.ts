import { foldedWords, foldText } from '../../src/lib/fold-text.js';

const folded = (text: string): string[] => foldedWords(text).map((word) => word.folded);

describe('foldedWords', () => {
  it.each([
    ['Straße', 'STRASSE'],
    ['ＮＡＴＯ', 'NATO'],
    ['ﬁnance', 'finance'],
    ['Ουκρανίας', 'ουκρανιας'],
    ['ΟΔΟΣ', 'οδός'],
    ['الرَّئِيس', 'الرئيس'],
    ['أوكرانيا', 'اوكرانيا'],
    ['مـوسكو', 'موسكو'],
    ['٢٠٢٣', '2023'],
    ['Øresund', 'oresund'],
    ['Łódź', 'lodz'],
    ['IŞIK', 'ışık'],
    ['İstanbul', 'istanbul'],
    ['co\u00adoperation', 'cooperation'],
    ['Zero\u200bwidth', 'zerowidth'],
    ["O'Brien", 'obrien'],
    ['П’ять', 'пʼять'],
    ['П’ять', "п'ять"],
    ['Київ'.normalize('NFD'), 'київ'.normalize('NFC')],
    ['ёлка', 'елка'],
    ['영토'.normalize('NFD'), '영토'],
    ['が'.normalize('NFD'), 'が'],
    ['STRAẞE', 'strasse'],
    ['ｶﾞ', 'ガ'],
    ['צה״ל', 'צהל'],
    ['১৪', '14'],
    ['葛\u{e0100}飾', '葛飾'],
  ])('folds %s and %s to the same word', (one, other) => {
    expect(folded(one)).toEqual(folded(other));
    expect(folded(one)).toHaveLength(1);
  });

  it.each([
    ['करना', 'कोरोना'],
    ['мой', 'мои'],
    ['їх', 'іх'],
    ['が', 'か'],
    ['ไม้', 'ไม่'],
    ['ѓ', 'г'],
    ['영토', '영도'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(folded(one)).not.toEqual(folded(other));
  });

  it.each(Array.from('AZaz09АЙЯабвгдежзийклмнопрстуфхцчшщъыьэюяІіЇїЄєҐґЁё'))(
    'folds %s alone as next to other signs',
    (letter) => {
      expect(folded(letter)).toEqual(folded(`${letter}\u200b`));
    },
  );

  it('says where each word is in the text', () => {
    const text = 'TASS: «П’ять» областей';
    expect(foldedWords(text).map(({ start, end }) => text.slice(start, end))).toEqual(['TASS', 'П’ять', 'областей']);
  });

  it('returns no words for a text without letters and digits', () => {
    expect(folded(' … — \u200b "" ')).toEqual([]);
  });
});

describe('foldText', () => {
  it('returns the folded words of a name, without surplus spaces and punctuation', () => {
    expect(foldText('  El   PAÍS, S.L. ')).toBe('el pais s l');
  });

  it('compares a text without letters and digits by its signs', () => {
    expect(foldText(' !!! ')).toBe('!!!');
    expect(foldText('✓')).not.toBe(foldText('✗'));
  });

  it('folds a text that is folded already to itself', () => {
    const once = foldText('Ο Δένδιας είπε: Straße, Київ, 2023. ウクライナが攻撃を l’Ukraine');
    expect(foldText(once)).toBe(once);
  });
});
