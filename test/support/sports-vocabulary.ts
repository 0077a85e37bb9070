import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { CONTRACT, field, HAS_ALL } from './vocabularies.ts';

/** A sports centre with a shop, lessons and matches. */
export const SPORTS: Vocabulary = {
  customers: 100,
  fields: [
    ...CONTRACT,
    field('country', 'text', ['GB', 'IE']),
    field('city', 'text', ['Cork', 'Leeds', 'Bath']),
    field('birth_date', 'date', [], { min: 0, max: Date.UTC(2008, 0, 1) }),
    field('main_sport', 'text', ['trail running', 'indoor climbing', 'tennis']),
    field('tennis_club', 'text', ['Cork Lawn', 'Bath Runners']),
    field('glove_size', 'text', ['S', 'M', 'XL']),
    field('plays_at', 'text', ['club', 'home', 'both']),
    field('last_venue', 'text', ['Harbour Hall', 'Mill Lane']),
    field('match_format', 'text', ['singles', 'doubles']),
    field('next_match', 'date', [], { min: Date.UTC(2026, 10, 23), max: Date.UTC(2027, 5, 1) }),
    field('refunds_90d', 'integer', [], { min: 0, max: 9 }),
    field('weekly_km', 'decimal', [], { min: 0, max: 120 }),
    field('portal_user', 'boolean', [true, false]),
    field('level', 'text', ['starter', 'regular', 'pro']),
  ],
  products: [
    { sku: 'PIA-1', name: 'Grand Slam Ticket', category: 'Tickets' },
    { sku: 'LES-1', name: 'Serve Clinic', category: 'Coaching' },
    { sku: 'LES-2', name: 'Video Session', category: 'Coaching' },
    { sku: 'BAL-3', name: 'Ball Tube', category: 'Gear' },
    { sku: 'RAC-1', name: 'Carbon Racket', category: 'Gear' },
  ],
  categories: ['Tickets', 'Coaching', 'Gear'],
  campaigns: [{ id: 'open-day', name: 'Open day' }],
  currencies: ['GBP'],
  has: HAS_ALL,
};
