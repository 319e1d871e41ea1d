# fails: frugal frugal-update never-more
kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}}}'
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
