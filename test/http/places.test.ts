import { Places } from '../../src/http/places.js';

const placesOf = (total: number) => new Places(total, (max, whose) => new Error(`${max} ${whose}`));

describe('Places', () => {
  it('leaves half of them to other callers', () => {
    const places = placesOf(4);
    const release = places.take('principal desk');
    places.take('principal desk');
    expect(() => places.take('principal desk')).toThrow('2 yours');
    places.take('principal other');
    release();
    places.take('principal desk');
    expect(places.count).toBe(3);
  });

  it('leaves a quarter of them to callers with a key', () => {
    const places = placesOf(4);
    for (const address of ['address 192.0.2.1', 'address 192.0.2.1', 'address 192.0.2.2']) places.take(address, false);
    expect(() => places.take('address 192.0.2.3', false)).toThrow('3 without-key');
    const release = places.take('principal desk');
    expect(() => places.take('principal other')).toThrow('4 all');
    release();
    places.take('principal other');
  });

  it('gives a place back once', () => {
    const places = placesOf(4);
    const release = places.take('principal desk');
    places.take('principal other');
    release();
    release();
    expect(places.count).toBe(1);
  });

  it('has no more than there are, for any caller', () => {
    expect(() => placesOf(0).take('principal desk')).toThrow('0 all');
    const one = placesOf(1);
    one.take('address 192.0.2.1', false)();
    one.take('address 192.0.2.1', false);
    expect(() => one.take('principal desk')).toThrow('1 all');
  });
});
