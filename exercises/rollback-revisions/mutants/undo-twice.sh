# fails: to-two looked limited
# A second undo goes back to the bad version, for that is the one before now.
kubectl set image deployment/nginx-deployment nginx=nginx:1.99
sleep 30
kubectl rollout undo deployment/nginx-deployment
kubectl rollout status deployment/nginx-deployment
kubectl rollout undo deployment/nginx-deployment
sleep 30
kubectl rollout history deployment/nginx-deployment
kubectl patch deployment nginx-deployment -p '{"spec":{"revisionHistoryLimit":1}}'
sleep 10
