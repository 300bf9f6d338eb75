/** An amount in a currency's minor unit, as its readers write it. */
export function money(amount: number, currency: string, language: string): string {
  if (currency === 'KRW' && language === 'ko') return `${amount.toLocaleString('ko-KR')}원`;
  try {
    const format = new Intl.NumberFormat(language === 'ko' ? 'ko-KR' : 'en', { style: 'currency', currency });
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
  } catch {
    return `${amount.toLocaleString()} ${currency}`;
  }
}
