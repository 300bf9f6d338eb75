const ko = {
  title: '운영', key: '관리자 키', keyHint: '서버의 BLANKSPACE_ADMIN_KEY 값이에요. 이 탭을 닫으면 잊어요.', enter: '들어가기', leave: '나가기',
  wrongKey: '키가 맞지 않아요.', unreachable: '서버에 연결할 수 없어요. 잠시 후 다시 확인할게요.', unavailable: '이 서버는 아직 알려 주지 않아요.',
  updated: '갱신', dependencies: '의존 서비스', required: '필수', optional: '선택',
  states: { up: '정상', starting: '시작 중', down: '멈춤', ok: '정상', degraded: '일부 쉼' } as Record<string, string>,
  catalog: '카탈로그', version: '버전', products: '상품', hidden: '숨김', policies: '정책', embedded: '임베딩', catalogUpdated: '마지막 변경',
  ingest: '가져오기', noIngest: '아직 가져오기가 없었어요.', ingestStates: { running: '진행 중', done: '끝남', failed: '실패' } as Record<string, string>,
  read: '읽음', added: '추가', changed: '변경', removed: '삭제', rejected: '거부',
  traffic: '대화 수 (분당)', answered: '답변', degraded: '단순 답변', failed: '실패', latency: '답변 시간 (ms)', usage: '토큰 (분당)',
  prompt: '입력', completion: '출력', intents: '의도', noData: '아직 기록이 없어요.',
  conversations: '최근 대화', conversationsNote: '내용과 개인정보 없이, 어떤 대화였는지만 보여요.', conversation: '대화', turns: '턴', locale: '언어', outcome: '결과', last: '마지막',
  outcomes: { answered: '답변', degraded: '단순 답변', failed: '실패', stopped: '중지' } as Record<string, string>,
  emptyQueries: '아무것도 찾지 못한 검색', query: '검색', count: '횟수',
  replaced: '근거가 없어 바꾼 문장', sentence: '모델이 쓴 문장', reason: '이유',
};

const en: typeof ko = {
  title: 'Operations', key: 'Admin key', keyHint: 'The value of BLANKSPACE_ADMIN_KEY at the server. It is forgotten when this tab is closed.', enter: 'Enter', leave: 'Leave',
  wrongKey: 'That is not the key.', unreachable: 'The server cannot be reached. It is asked again soon.', unavailable: 'This server does not tell that yet.',
  updated: 'Updated', dependencies: 'Dependencies', required: 'required', optional: 'optional',
  states: { up: 'up', starting: 'starting', down: 'down', ok: 'ok', degraded: 'degraded' },
  catalog: 'Catalogue', version: 'Version', products: 'Products', hidden: 'Hidden', policies: 'Policies', embedded: 'Embedded', catalogUpdated: 'Last change',
  ingest: 'Ingest', noIngest: 'Nothing has been taken in yet.', ingestStates: { running: 'running', done: 'done', failed: 'failed' },
  read: 'Read', added: 'Added', changed: 'Changed', removed: 'Removed', rejected: 'Rejected',
  traffic: 'Turns a minute', answered: 'answered', degraded: 'degraded', failed: 'failed', latency: 'Time to answer (ms)', usage: 'Tokens a minute',
  prompt: 'prompt', completion: 'completion', intents: 'Intents', noData: 'Nothing recorded yet.',
  conversations: 'Recent conversations', conversationsNote: 'What kind of conversation each was, without its words and without personal data.', conversation: 'Conversation', turns: 'Turns', locale: 'Language', outcome: 'Outcome', last: 'Last',
  outcomes: { answered: 'answered', degraded: 'degraded', failed: 'failed', stopped: 'stopped' },
  emptyQueries: 'Queries that found nothing', query: 'Query', count: 'Times',
  replaced: 'Sentences replaced for want of grounds', sentence: 'What the model wrote', reason: 'Reason',
};

export const isKorean = !navigator.language || navigator.language.toLowerCase().startsWith('ko');
export const texts = isKorean ? ko : en;

export function when(text: string | null | undefined): string {
  const date = text ? new Date(text) : null;
  if (!date || Number.isNaN(date.getTime())) return '—';
  return date.toLocaleString(isKorean ? 'ko-KR' : 'en-GB', { dateStyle: 'short', timeStyle: 'short' });
}
