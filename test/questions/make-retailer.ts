import { readFileSync, writeFileSync } from 'node:fs';
import { Chance } from './chance.ts';
import { type Buyer, historyFiles, type Item } from './history.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** `SKU name, price in EUR`, by category. */
const CATALOGUE: Readonly<Record<string, readonly string[]>> = {
  Electronics: [
    'LAPTOP-001 Nimbus Laptop 14, 899',
    'LAPTOP-002 Nimbus Laptop Pro, 1699',
    'PHONE-001 Orbit Phone, 649',
    'PHONE-002 Orbit Phone Mini, 399',
    'TABLET-001 Slate Tablet, 329',
    'HEADPHONES-001 Quiet Headphones Pro, 279',
    'HEADPHONES-002 Wireless Earbuds, 89',
    'CAMERA-001 Trail Camera, 149',
    'WATCH-001 Pulse Smartwatch, 199',
    'SPEAKER-001 Bluetooth Speaker, 59',
    'CHARGER-001 USB-C Charger, 25',
    'POWERBANK-001 Power Bank, 39',
  ],
  Camping: [
    'TENT-001 Ridge Tent 2, 189',
    'TENT-002 Family Tent 4, 349',
    'STOVE-001 Gas Stove, 45',
    'SLEEP-001 Down Sleeping Bag, 129',
    'SLEEP-002 Sleeping Mat, 49',
    'LANTERN-001 Camping Lantern, 29',
    'COOLER-001 Cool Box, 79',
    'CHAIR-001 Folding Chair, 35',
    'HAMMOCK-001 Travel Hammock, 42',
    'FILTER-001 Water Filter, 38',
  ],
  Shoes: [
    'SHOE-001 Trail Running Shoes, 119',
    'SHOE-002 Hiking Boots, 159',
    'SHOE-003 City Sneakers, 79',
    'SHOE-004 Leather Loafers, 99',
    'SHOE-005 Kids Rain Boots, 29',
    'SHOE-006 Beach Sandals, 25',
    'SHOE-007 Winter Boots, 139',
  ],
  'Home & Kitchen': [
    'ESPRESSO-001 Espresso Machine, 449',
    'PRESS-001 French Press, 34',
    'KNIFE-001 Chef Knife, 69',
    'PAN-001 Cast Iron Pan, 55',
    'TOASTER-001 Toaster, 39',
    'BLENDER-001 Blender, 65',
    'KETTLE-001 Electric Kettle, 45',
    'LINEN-001 Bed Linen Set, 85',
    'BLANKET-001 Wool Blanket, 95',
    'LAMP-001 Desk Lamp, 49',
  ],
  Books: [
    'BOOK-001 Bread Baking, 32',
    'BOOK-002 Atlas of the Alps, 45',
    'BOOK-003 Learn Italian, 24',
    'BOOK-004 The Garden Year, 28',
    'BOOK-005 Night Trains, 18',
  ],
  Sports: [
    'YOGA-001 Yoga Mat, 35',
    'KETTLEBELL-001 Kettlebell, 39',
    'RACKET-001 Tennis Racket, 129',
    'HELMET-001 Cycling Helmet, 69',
    'BALL-001 Football, 25',
    'GOGGLES-001 Swim Goggles, 19',
    'ROPE-001 Jump Rope, 12',
  ],
  Toys: [
    'TRAIN-001 Wooden Train Set, 59',
    'BLOCKS-001 Building Blocks, 45',
    'PUZZLE-001 Harbour Puzzle, 15',
    'BEAR-001 Plush Bear, 22',
    'GAME-001 Board Game, 35',
  ],
  Garden: [
    'HOSE-001 Garden Hose, 39',
    'SHEARS-001 Pruning Shears, 29',
    'BED-001 Raised Bed, 89',
    'SEEDS-001 Herb Seeds, 6',
    'CAN-001 Watering Can, 18',
    'MOWER-001 Lawn Mower, 299',
  ],
  Beauty: [
    'CREAM-001 Face Cream, 28',
    'SOAP-001 Shampoo Bar, 9',
    'CREAM-002 Sun Cream, 16',
    'BALM-001 Lip Balm, 5',
  ],
};

const EURO = new Set(['NL', 'FR', 'ES', 'DE', 'IT']);

/** What the demo retailer sold to the customers of examples/customers.csv, by file name. */
export function retailerFiles(): ReadonlyMap<string, string> {
  const files = historyFiles(
    {
      items: Object.entries(CATALOGUE).flatMap(([category, lines]) =>
        lines.map((line) => itemOf(category, line)),
      ),
      buyers: buyers(readFileSync(new URL('customers.csv', EXAMPLES), 'utf8')),
      rates: { EUR: 1, USD: 1.1, GBP: 0.85 },
      step: 0.01,
      counts: { purchases: 4_000, carts: 600, views: 1_500 },
      idle: 0.25,
      from: Date.UTC(2024, 10, 21),
      until: Date.UTC(2026, 10, 20, 11),
    },
    new Chance('retailer'),
  );
  return new Map(Object.entries(files).map(([kind, text]) => [`${kind}.csv`, text]));
}

function itemOf(category: string, line: string): Item {
  const [, code = '', name = '', price = ''] = /^(\S+) (.+), (\d+)$/.exec(line) ?? [];
  return { sku: `SKU-${code}`, name, category, price: Number(price) };
}

function buyers(csv: string): readonly Buyer[] {
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const columns = header.split(',');
  const place = {
    id: columns.indexOf('customer_id'),
    country: columns.indexOf('country'),
    since: columns.indexOf('signup_at'),
  };
  return rows.map((row) => {
    const cells = row.split(',');
    const country = cells[place.country] ?? '';
    const currency = EURO.has(country) ? 'EUR' : country === 'GB' ? 'GBP' : 'USD';
    return { id: cells[place.id] ?? '', currency, since: Date.parse(cells[place.since] ?? '') };
  });
}

if (import.meta.main) {
  for (const [name, text] of retailerFiles()) writeFileSync(new URL(name, EXAMPLES), text);
}
