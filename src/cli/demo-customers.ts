import { hash32 } from '../kernel/random.ts';

/** The attribute that tells the demo's customers from others of the workspace. */
export const DEMO_NUMBER = 'demo_number';

/** Digits at the end of a phone number that are made anew: few enough to leave the area code, which has to exist. */
const NEW_DIGITS = 6;

/**
 * The first `count` customers of a CSV file, numbered in a column of their own. Where the file has fewer, more are made from its
 * rows, the same ones every time: with their own ids and addresses that look right and that nobody has.
 */
export function* demoCustomers(csv: string, count: number): Iterable<string> {
  const [header = '', ...rows] = csv.trimEnd().split('\n');
  const columns = header.split(',');
  let piece = `${header},${DEMO_NUMBER}\n`;
  for (let n = 1; n <= count; n++) {
    const row = rows[n - 1] ?? variant(rows[hash32(`customer ${n}`) % rows.length] ?? '', columns, n);
    piece += `${row},${n}\n`;
    if (n % 1000 > 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function variant(row: string, columns: readonly string[], n: number): string {
  const cells = row.split(',').map((cell, i) => {
    if (cell === '') return cell;
    switch (columns[i] ?? '') {
      case 'customer_id':
        return `CUST-${String(n).padStart(8, '0')}`;
      case 'email':
        return cell.replace(/\d*@/, `${n}@`);
      case 'phone':
      case 'whatsapp':
        return cell.slice(0, -NEW_DIGITS) + newDigits(n);
      default:
        return cell;
    }
  });
  return cells.join(',');
}

/** 7,919 is prime to every power of ten, so numbers that begin alike stay different for a million customers. */
function newDigits(n: number): string {
  return String((n * 7919 + 271_828) % 10 ** NEW_DIGITS).padStart(NEW_DIGITS, '0');
}
