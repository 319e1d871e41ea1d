# fails: limited looked to-two
kubectl set image deployment/nginx-deployment nginx=nginx:1.99
sleep 30
kubectl rollout undo deployment/nginx-deployment
kubectl rollout status deployment/nginx-deployment
kubectl rollout undo deployment/nginx-deployment --to-revision=1
kubectl rollout status deployment/nginx-deployment
kubectl rollout history deployment/nginx-deployment
kubectl patch deployment nginx-deployment -p '{"spec":{"revisionHistoryLimit":1}}'
sleep 10
