# fails: limited looked to-two
# With the limit at 1 from the start, revision 2 is gone when it is wanted.
kubectl patch deployment nginx-deployment -p '{"spec":{"revisionHistoryLimit":1}}'
sleep 10
kubectl set image deployment/nginx-deployment nginx=nginx:1.99
sleep 30
kubectl rollout undo deployment/nginx-deployment
kubectl rollout status deployment/nginx-deployment
sleep 5
kubectl set image deployment/nginx-deployment nginx=nginx:1.21
kubectl rollout status deployment/nginx-deployment
kubectl rollout history deployment/nginx-deployment
