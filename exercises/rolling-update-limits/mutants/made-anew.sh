# fails: frugal frugal-update never-less never-more
# asks: made-anew
# Deleted and made again with the new image, it needs no update, and for a while there is nothing at all.
kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":0}}}}'
sleep 1
kubectl delete deployment web
kubectl create deployment web --image=nginx:1.21 --replicas=6
kubectl rollout status deployment/web
