import type { Exercise, Language } from '../src/wire.ts'

/** An exercise text for the dev page; the server's own ones come from the exercise folders. */
export function exercise(language: Language): Exercise {
  return language === 'ko'
    ? { id: 'first-rollout', title: 'Deployment와 첫 롤아웃', minutes: 15, html: KO }
    : { id: 'first-rollout', title: 'A Deployment and its first rollout', minutes: 15, html: EN }
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
