# fails: never-more
# With two pods fewer, two missing ones are one half and not one third.
kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}}}'
kubectl set image deployment/web nginx=nginx:1.21
kubectl rollout status deployment/web
kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":2}}}}'
sleep 1
kubectl scale deployment web --replicas=4
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
kubectl scale deployment web --replicas=6
kubectl rollout status deployment/web
