/** A citizen's identity number (GB 11643) of its first 17 digits. */
export function personalNumber(digits: string): string {
  const weights = Array.from({ length: 17 }, (_, i) => 2 ** (17 - i) % 11);
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return `${digits}${'10X98765432'.charAt(sum % 11)}`;
}
