# fails: careful-update frugal frugal-update never-less never-more
# Scaled down, the update is easy to keep within limits.
kubectl scale deployment web --replicas=2
kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}}}'
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":2}}}}'
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
