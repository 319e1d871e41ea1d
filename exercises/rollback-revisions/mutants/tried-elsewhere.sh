# fails: broken limited looked stayed-up to-two undone
# The missing tag is tried in a pod of its own; the Deployment has nothing to undo.
kubectl run try --image=nginx:1.99 --labels=app=nginx
sleep 60
kubectl rollout undo deployment/nginx-deployment --to-revision=2
kubectl rollout status deployment/nginx-deployment
kubectl rollout history deployment/nginx-deployment
kubectl patch deployment nginx-deployment -p '{"spec":{"revisionHistoryLimit":1}}'
sleep 10
