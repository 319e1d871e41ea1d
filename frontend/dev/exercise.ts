import type { Checklist } from '../src/messages.ts'
import type { CheckResult, Exercise, ExerciseLine, Language } from '../src/wire.ts'

/** An exercise text for the dev page; the server's own ones come from the exercise folders. */
export function exercise(language: Language): Exercise {
  const title = language === 'ko' ? 'Deployment와 첫 롤아웃' : 'A Deployment and its first rollout'
  const next = { id: 'next', title: language === 'ko' ? 'StatefulSet: 순서와 이름' : 'StatefulSet: order and names' }
  const reading = [{ title: language === 'ko' ? 'Kubernetes 문서: 디플로이먼트' : 'Kubernetes documentation: Deployments', url: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/' }]
  const html = language === 'ko' ? KO : EN
  return { id: 'first-rollout', title, minutes: 15, html, teaches: ['11.1', '11.2'], solution: html, previous: null, next, furtherExercises: [], reading }
}

/** A list that shows every state and kind. */
export function exercises(language: Language): ExerciseLine[] {
  const ko = language === 'ko'
  const line = (id: string, title: string, kind: ExerciseLine['kind'], state: ExerciseLine['state'], met: number, current = false): ExerciseLine =>
    ({ id, title, summary: ko ? 'Deployment를 만들고, 새 버전으로 바꾸고, 다시 되돌립니다.' : 'Create a Deployment, move it to a new version and back.', kind, minutes: 10, state, current, met, needed: 5 })
  return [
    line('self-healing', ko ? 'ReplicaSet과 자가 치유' : 'ReplicaSets heal themselves', 'lesson', 'complete', 5),
    line('first-rollout', exercise(language).title, 'article', 'begun', 2, true),
    line('next', ko ? 'StatefulSet: 순서와 이름' : 'StatefulSet: order and names', 'article', 'new', 0),
    line('incident', ko ? '멈춰 버린 롤아웃' : 'A rollout that got stuck', 'incident', 'new', 0),
  ]
}

export function check(language: Language, now: number): CheckResult {
  const ko = language === 'ko'
  const item = (id: string, title: string, after: 'met' | 'failed' | 'unmet', time: number | null) =>
    ({ id, title, optional: false, inFuture: true, before: 'unmet' as const, after, time, found: ko ? '사용 가능한 파드 1개' : '1 pod available', wanted: ko ? '항상 2개 이상' : 'two or more at every instant' })
  return {
    from: now, until: now + 8 * 3_600_000, complete: false, cutShort: false,
    items: [item('steady', ko ? '노드 하나를 잃어도 `nginx`가 계속 응답함' : '`nginx` goes on when a node is lost', 'failed', now + 65_000),
      item('backup', ko ? '새벽 2시에 백업 Job이 끝남' : 'The backup Job ends at two in the morning', 'met', now + 7 * 3_600_000)],
    happened: [{ time: now, actor: 'lab', object: '', reason: 'fault', text: 'power-off-node worker-2' },
      { time: now + 50_000, actor: 'node-controller', object: 'node/worker-2', reason: 'NodeNotReady', text: 'Node worker-2 status is now: NodeNotReady' }],
  }
}

/** What stands beside the items. */
export function told(language: Language): Pick<Checklist, 'news' | 'questions' | 'hints'> {
  const ko = language === 'ko'
  return {
    news: [{ id: 'event-1', text: ko ? '동료가 `web`의 복제본을 1개로 줄였습니다.' : 'A colleague scaled `web` down to one replica.' }],
    questions: [{ id: 'pods', text: ko ? '지운 파드가 매번 다시 생깁니다. 누가 어떤 숫자를 보고 만드는 걸까요?' : 'The pods keep coming back. Who makes them, and which number does it look at?' }],
    hints: [{ type: 'hint', item: 'status', tier: 1, tiers: 3, cost: 0, text: ko ? '`kubectl rollout`의 하위 명령을 살펴보세요.' : 'Look at the sub-commands of `kubectl rollout`.' }],
  }
}

const KO = `
<p>Deployment는 원하는 상태를 적어 두면 컨트롤러가 그 상태로 맞추어 갑니다. 이 실습에서는 Deployment를 만들고, 이미지를 바꾸고, 되돌려 봅니다.</p>
<h3>1. 만들기</h3>
<pre><code class="language-bash"># Deployment 생성
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
</code></pre>
<h3>2. 살펴보기</h3>
<p>세 가지 리소스가 생겼습니다. 오른쪽 그림과 견주어 보세요.</p>
<pre><code class="language-bash">kubectl get deployments
kubectl get rs
kubectl get pods
</code></pre>
<h3>3. 업데이트하기</h3>
<pre><code class="language-bash">kubectl set image deployment/nginx nginx=nginx:1.21
kubectl rollout status deployment/nginx
</code></pre>
<blockquote><p>Pod는 다시 시작되지 않습니다. 새 Pod가 준비되면 옛 Pod가 <em>교체</em>됩니다.</p></blockquote>
<h3>4. 매니페스트로 하기</h3>
<pre><code class="language-yaml">apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx
spec:
  replicas: 3
</code></pre>
`

const EN = `
<p>You write down the state you want, and the Deployment controller works towards it. In this exercise you create a Deployment, change its image and go back.</p>
<h3>1. Create</h3>
<pre><code class="language-bash"># create a Deployment
kubectl create deployment nginx --image=nginx:1.20 --replicas=3
</code></pre>
<h3>2. Look</h3>
<p>Three kinds of resources exist now. Compare them with the picture on the right.</p>
<pre><code class="language-bash">kubectl get deployments
kubectl get rs
kubectl get pods
</code></pre>
<h3>3. Update</h3>
<pre><code class="language-bash">kubectl set image deployment/nginx nginx=nginx:1.21
kubectl rollout status deployment/nginx
</code></pre>
<blockquote><p>No pod is restarted. Old pods are <em>replaced</em> once new ones are ready.</p></blockquote>
`
