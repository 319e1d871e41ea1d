# fails: limited
kubectl set image deployment/nginx-deployment nginx=nginx:1.99
sleep 30
kubectl rollout undo deployment/nginx-deployment
kubectl rollout status deployment/nginx-deployment
kubectl rollout undo deployment/nginx-deployment --to-revision=2
kubectl rollout status deployment/nginx-deployment
kubectl rollout history deployment/nginx-deployment
kubectl patch deployment nginx-deployment -p '{"spec":{"revisionHistoryLimit":2}}'
sleep 10
